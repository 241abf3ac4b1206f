"""A pytest plugin that runs Lua programs on engines, each beside PUC Lua 5.1.

    pytest suites --engines native:trace,arm64:trace
    pytest suites --engine-command "mylua {file}"
    pytest suites -m "tier_trace and arch_a64 and section_5_4"
    pytest suites --engines native:trace --schedule "hot_loop=1 force=first"

Every Lua file below the folders that the ini option `lua_suites` names is a test on each engine.
PUC's run is the expectation, so the files hold no expected output. See docs/reuse.md.

`plugin` holds pytest's hooks, `choices` turns options into engines and settings, `items` are the
tests, `markers` what `-m` selects by, `summary` what is shown at the end of a run. The plugin is
loaded in every run of pytest where this package is installed, so `plugin` imports what does the
work only where there are suites.
"""
