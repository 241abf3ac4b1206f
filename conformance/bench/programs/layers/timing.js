// Prints the seconds of processor time of one call in the loop: timing.js WARM MEASURED.
"use strict";

function tot(p, q, r) {
  return p * q + p * q * r;
}

function loop(n) {
  let sum = 0;
  for (let i = 1; i <= n; i++) {
    sum += tot(i, 2, 3);
  }
  return sum;
}

function timed(count) {
  const started = process.cpuUsage();
  loop(count);
  const spent = process.cpuUsage(started);
  return (spent.user + spent.system) / 1e6;
}

const [warm, measured] = process.argv.slice(2).map(Number);
if (loop(4) !== 80) {
  throw new Error("the sum of four calls is wrong");
}
let count = 64;
let seconds = 0;
while (seconds < warm) {
  count *= 2;
  seconds = timed(count);
}
count = Math.floor((count * measured) / seconds);
console.log((timed(count) / count).toPrecision(6));
