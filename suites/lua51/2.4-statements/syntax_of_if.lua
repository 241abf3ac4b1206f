-- if in every form, and what is wrong with the others.
local function f(x)
  if x == 1 then return "one" elseif x == 2 then return "two" elseif x == nil then return "nil" else return "other" end
end
print(f(1), f(2), f(3), f(nil), f())
local function g(a, b)
  if a then if b then return "ab" else return "a" end else if b then return "b" end end
  return "none"
end
print(g(true, true), g(true), g(false, true), g())
if nil then print("never") end
if false then print("never") elseif 0 then print("0 is true") end
if "" then print("empty string is true") end
if not nil then else print("never") end
if 1 then end
if {} then print("tables are true") end
for _, s in ipairs({
  "if then end", "if x end", "if x then", "if x then else", "if x then else else end", "if x then elseif end", "if x then elseif y end",
  "if x then else elseif y then end", "if x = 1 then end", "if (x then end", "if x then end end", "else", "elseif x then end", "if x do end",
  "if x\nthen y = 1\n", "do\nif x then\nend\n",
}) do print((s:gsub("\n", "|")), (select(2, loadstring(s, "=if")))) end
