-- module: names, fields, dotted names, options, the environment that it sets.
package.loaded.taken = nil
module("first.second", package.seeall)
x = 1
function f() return x end
local here = _M
local G = _G
G.print(here == G.first.second, _NAME, _PACKAGE, G.package.loaded["first.second"] == here, G.first.second.f())
G.print(here.x, G.rawget(G, "x"), print == G.print)
G.setfenv(1, G)
print(first.second.x, type(first), x)
local function body(name, ...)
  module(name, ...)
  value = "in " .. _NAME
end
local function define(...)
  setfenv(body, _G)
  return body(...)
end
define("single")
print(single.value, single._NAME, single._PACKAGE == "", single._M == single)
define("single")
print(single.value)
local seen
define("opts", function(m) seen = m end, function(m) m.extra = true end)
print(seen == opts, opts.extra, opts.print)
taken = 5
print(pcall(define, "taken"))
print(pcall(define, "taken.sub"))
print(pcall(module))
print(pcall(module, "m"))
print(pcall(define, "bad", 5))
package.preload.pre = function(...) module(...) inside = true end
print(require("pre") == pre, pre.inside)
