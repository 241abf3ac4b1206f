-- Statements on one line, over many lines, with semicolons after them, and calls on new lines.
local a=1;local b=2;print(a,b);
local c
=
3
print(
c
)
if a==1 then print"one"end;if b==2 then print'two'end
for i=1,3 do io.write(i,";")end print()
local t={1,2;3;4,}print(#t);local f=function()return 1,2;end;print(f());
while a<3 do a=a+1;end;repeat a=a-1;until a==0;print(a)
local s = ("a"
  .. "b")
  :upper()
print(s, (f()))
local x = f
print(x())
for _, src in ipairs({ ";", ";;", "local a;;", "return;", "return;;", "a = 1;; b = 2", "do ; end", "f();", "f();;", "f()\n;(g or f)()", "local a = 1; ; local b", "if a then; end", "while a do ; break ; end" }) do
  local fn, m = loadstring(src, "=semi")
  print((src:gsub("\n", "|")), fn and "fine" or m)
end
