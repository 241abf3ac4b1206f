"""Reports: what a campaign or a benchmark came to, as one HTML page and for CI systems.

`campaign_page` and `bench_page` turn records into views, plain data that templates show; `charts`
draws; `page` renders. `exchange` writes what CI systems read. Pages hold all that they show, and
load nothing.

Drawing and rendering need the extra `report`: `page` says so where it is missing.
"""
