/* Prints the seconds of processor time of one call in the loop: timing WARM MEASURED. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double tot(double p, double q, double r) {
  return p * q + p * q * r;
}

/* The compiler may not know which function this is, else there would be no call. */
static double (*volatile called)(double, double, double) = tot;

static double loop(double n) {
  double sum = 0;
  for (double i = 1; i <= n; i++) {
    sum += called(i, 2, 3);
  }
  return sum;
}

/* Keeps the sums, so that loops whose sum nobody wants are not left out. */
static volatile double kept;

static double timed(double count) {
  clock_t started = clock();
  kept = loop(count);
  return (double)(clock() - started) / CLOCKS_PER_SEC;
}

int main(int argc, char **argv) {
  if (argc != 3 || loop(4) != 80) {
    fputs("the sum of four calls is wrong\n", stderr);
    return 1;
  }
  double warm = atof(argv[1]), measured = atof(argv[2]);
  double count = 64, seconds = 0;
  while (seconds < warm) {
    count *= 2;
    seconds = timed(count);
  }
  count = (double)(long)(count * measured / seconds);
  printf("%.6g\n", timed(count) / count);
  return 0;
}
