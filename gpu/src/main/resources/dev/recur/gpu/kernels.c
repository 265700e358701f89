/*
 * The kernels of every device, in what OpenCL C and CUDA C have in common; opencl.h and cuda.h
 * define the names in capitals.
 *
 * The contract on bits is that of dev.recur.kernel.Kernels: an element of a product is one chain of
 * fused multiply-adds over rising k, any other sum has 16 lanes that are added in a fixed tree, and
 * tanh, sigmoid, exp and log are the polynomials of dev.recur.kernel.Polynomials. So a thread
 * computes whole elements, no sum is split, and nothing is atomic.
 *
 * A matrix is row after row; `xAt` is the index of its first element and `xRow` the distance of two
 * rows. COLUMN and ROW say which element a thread computes: a kernel has as many threads as its
 * output has columns and rows, and perhaps some more, which do nothing.
 */

/* ---- Polynomials ------------------------------------------------------------------------- */

#define ROUND 12582912.0f /* 1.5 · 2^23: adding and subtracting it rounds to an integer */
#define LOG2_E 0x1.715476p0f
#define LN2_HIGH 0x1.63p-1f
#define LN2_LOW -0x1.bd0106p-13f

FUNCTION float powerOfTwo(int n) {
  return FLOAT((n + 127) << 23);
}

/* e^(v - n·ln2) */
FUNCTION float expReduced(float v, float n) {
  float r = FMA(n, -LN2_LOW, FMA(n, -LN2_HIGH, v));
  float p = FMA(r, 0x1.6a23ccp-10f, 0x1.123a20p-7f);
  p = FMA(r, p, 0x1.5558f2p-5f);
  p = FMA(r, p, 0x1.555492p-3f);
  p = FMA(r, p, 0x1.fffffcp-2f);
  p = FMA(r, p, 1.0f);
  return FMA(r, p, 1.0f);
}

FUNCTION float expOf(float x) {
  float v = x > 89.0f ? 89.0f : x;
  v = v < -104.0f ? -104.0f : v;
  float n = FMA(v, LOG2_E, ROUND) - ROUND;
  int power = (int) n;
  int half_ = power >> 1;
  return expReduced(v, n) * powerOfTwo(half_) * powerOfTwo(power - half_);
}

FUNCTION float sigmoidOf(float x) {
  float v = -x > 89.0f ? 89.0f : -x;
  v = v < -87.0f ? -87.0f : v;
  float n = FMA(v, LOG2_E, ROUND) - ROUND;
  return DIVIDE(1.0f, FMA(expReduced(v, n), powerOfTwo((int) n), 1.0f));
}

FUNCTION float tanhOf(float x) {
  float v = FLOAT(BITS(x) & 0x7fffffff);
  v = v > 10.0f ? 10.0f : v;
  float n = FMA(v, 0x1.715476p1f, ROUND) - ROUND;
  float r = FMA(n, 0x1.bd0106p-14f, FMA(n, -0x1.63p-2f, v));
  float p = FMA(r, 0x1.6bebf4p-5f, 0x1.1227b0p-3f);
  p = FMA(r, p, 0x1.555674p-2f);
  p = FMA(r, p, 0x1.5554b0p-1f);
  p = FMA(r, p, 0x1.fffffep-1f);
  float q = FMA(r * r, p, r);
  float s = powerOfTwo((int) n);
  float h = FMA(s, q, FMA(s, 0.5f, -0.5f));
  float t = DIVIDE(h, h + 1.0f);
  return FLOAT((BITS(t) & 0x7fffffff) | (BITS(x) & 0x80000000));
}

FUNCTION float logOf(float x) {
  int subnormal = x < 0x1p-126f;
  float v = subnormal ? x * 0x1p25f : x;
  int bits = BITS(v);
  int k = (bits - 0x3F3504F3) >> 23;
  float e = subnormal ? (float) k - 25.0f : (float) k;
  float f = FLOAT(bits - (k << 23)) - 1.0f;
  float p = FMA(f, 0x1.145724p-4f, -0x1.de3bf2p-4f);
  p = FMA(f, p, 0x1.e6f094p-4f);
  p = FMA(f, p, -0x1.fc2210p-4f);
  p = FMA(f, p, 0x1.233766p-3f);
  p = FMA(f, p, -0x1.555c4ep-3f);
  p = FMA(f, p, 0x1.99a4b6p-3f);
  p = FMA(f, p, -0x1.000006p-2f);
  p = FMA(f, p, 0x1.555548p-2f);
  float z = f * f;
  float y = FMA(e, LN2_LOW, f * z * p);
  y = FMA(e, LN2_HIGH, f + FMA(z, -0.5f, y));
  float infinity = FLOAT(0x7f800000);
  if (x > 0.0f) {
    return x == infinity ? x : y;
  }
  return x == 0.0f ? -infinity : FLOAT(0x7fc00000);
}

/* The larger one; NaN if one is NaN, and 0 of 0 and -0, as in Java. */
FUNCTION float largerOf(float a, float b) {
  if (a != a) {
    return a;
  }
  if (b != b) {
    return b;
  }
  return a > b ? a : b > a ? b : FLOAT(BITS(a) & BITS(b));
}

/* ---- Sums of 16 lanes, by one thread ----------------------------------------------------- */

FUNCTION float tree(float *lanes) {
  for (int half_ = 8; half_ >= 1; half_ /= 2) {
    for (int l = 0; l < half_; l++) {
      lanes[l] = lanes[l] + lanes[l + half_];
    }
  }
  return lanes[0];
}

FUNCTION float dotOf(int n, GLOBAL const float *x, int xAt, GLOBAL const float *y, int yAt) {
  float lanes[16];
  for (int l = 0; l < 16; l++) {
    lanes[l] = 0.0f;
  }
  for (int i = 0; i < n; i++) {
    lanes[i & 15] = FMA(x[xAt + i], y[yAt + i], lanes[i & 15]);
  }
  return tree(lanes);
}

/* ---- Elements ---------------------------------------------------------------------------- */

/* y = value */
KERNEL fill(int n, float value, GLOBAL float *y, int yAt) {
  int i = COLUMN;
  if (i < n) {
    y[yAt + i] = value;
  }
}

/* y = x */
KERNEL copy(int n, GLOBAL const float *x, int xAt, GLOBAL float *y, int yAt) {
  int i = COLUMN;
  if (i < n) {
    y[yAt + i] = x[xAt + i];
  }
}

/* y = y + x */
KERNEL add(int n, GLOBAL const float *x, GLOBAL float *y) {
  int i = COLUMN;
  if (i < n) {
    y[i] = y[i] + x[i];
  }
}

/* y = s·y */
KERNEL scale(int n, float s, GLOBAL float *y) {
  int i = COLUMN;
  if (i < n) {
    y[i] = s * y[i];
  }
}

/* y = tanh(x) */
KERNEL tanhs(int n, GLOBAL const float *x, GLOBAL float *y) {
  int i = COLUMN;
  if (i < n) {
    y[i] = tanhOf(x[i]);
  }
}

/* y = dh ⊙ (1 − h²) */
KERNEL tanhGradient(int n, GLOBAL const float *h, GLOBAL const float *dh, GLOBAL float *y) {
  int i = COLUMN;
  if (i < n) {
    y[i] = dh[i] * FMA(-h[i], h[i], 1.0f);
  }
}

/* y = the values of one function after another, and of operations that have to be exact: the probe
   of a device's bits */
KERNEL probe(int n, GLOBAL const float *x, GLOBAL float *y) {
  int i = COLUMN;
  if (i < n) {
    float a = x[i];
    float b = x[n - 1 - i];
    y[i] = tanhOf(a);
    y[n + i] = sigmoidOf(a);
    y[2 * n + i] = expOf(a);
    y[3 * n + i] = logOf(a);
    y[4 * n + i] = FMA(a, b, a);
    y[5 * n + i] = a * b + a; /* two roundings */
    y[6 * n + i] = DIVIDE(a, b);
    y[7 * n + i] = SQRT(a);
  }
}

/* ---- Products ---------------------------------------------------------------------------- */

/* y = xᵀ */
KERNEL transpose(int rows, int columns, GLOBAL const float *x, GLOBAL float *y) {
  int j = COLUMN;
  int i = ROW;
  if (i < rows && j < columns) {
    y[j * rows + i] = x[i * columns + j];
  }
}

/* C = start + A·B, (m, n): every row starts from the same row `start`, or from zeros. A group of 16 · 16
   threads computes 64 · 64 elements, 16 of them each thread. */
KERNEL product(
    int m, int n, int k,
    GLOBAL const float *a, int aAt, int aRow,
    GLOBAL const float *b, int bAt, int bRow,
    int hasStart, GLOBAL const float *start,
    GLOBAL float *c, int cAt, int cRow) {
  LOCAL float as[16][65]; /* as[l][i] = A[i][l] */
  LOCAL float bs[16][65];
  int x = LANE;
  int y = LANE_ROW;
  int j0 = GROUP * 64;
  int i0 = GROUP_ROW * 64;
  float sums[4][4];
  for (int r = 0; r < 4; r++) {
    for (int s = 0; s < 4; s++) {
      int i = i0 + y + 16 * r;
      int j = j0 + x + 16 * s;
      sums[r][s] = hasStart && i < m && j < n ? start[j] : 0.0f;
    }
  }
  for (int l0 = 0; l0 < k; l0 += 16) {
    int depth = k - l0 < 16 ? k - l0 : 16;
    for (int q = 0; q < 4; q++) {
      int e = y * 16 + x + 256 * q;
      int l = e % 16;
      int i = e / 16;
      as[l][i] = l < depth && i0 + i < m ? a[aAt + (i0 + i) * aRow + l0 + l] : 0.0f;
      l = e / 64;
      int j = e % 64;
      bs[l][j] = l < depth && j0 + j < n ? b[bAt + (l0 + l) * bRow + j0 + j] : 0.0f;
    }
    BARRIER;
    for (int l = 0; l < depth; l++) {
      for (int r = 0; r < 4; r++) {
        float av = as[l][y + 16 * r];
        for (int s = 0; s < 4; s++) {
          sums[r][s] = FMA(av, bs[l][x + 16 * s], sums[r][s]);
        }
      }
    }
    BARRIER;
  }
  for (int r = 0; r < 4; r++) {
    for (int s = 0; s < 4; s++) {
      int i = i0 + y + 16 * r;
      int j = j0 + x + 16 * s;
      if (i < m && j < n) {
        c[cAt + i * cRow + j] = sums[r][s];
      }
    }
  }
}

/* C += Aᵀ·B over the rows of A and B, (m, n): the gradient of a weight. The chunks of rows come in
   the order of `bounds`, which has the first row of each and the row after its last. */
KERNEL sums(
    int m, int n, int chunks, GLOBAL const int *bounds,
    GLOBAL const float *a, int aAt, int aRow,
    GLOBAL const float *b, int bAt, int bRow,
    GLOBAL float *c, int cAt) {
  LOCAL float as[16][65];
  LOCAL float bs[16][65];
  int x = LANE;
  int y = LANE_ROW;
  int j0 = GROUP * 64;
  int i0 = GROUP_ROW * 64;
  float sums[4][4];
  for (int r = 0; r < 4; r++) {
    for (int s = 0; s < 4; s++) {
      int i = i0 + y + 16 * r;
      int j = j0 + x + 16 * s;
      sums[r][s] = i < m && j < n ? c[cAt + i * n + j] : 0.0f;
    }
  }
  for (int chunk = 0; chunk < chunks; chunk++) {
    int end = bounds[2 * chunk + 1];
    for (int l0 = bounds[2 * chunk]; l0 < end; l0 += 16) {
      int depth = end - l0 < 16 ? end - l0 : 16;
      for (int q = 0; q < 4; q++) {
        int e = y * 16 + x + 256 * q;
        int l = e / 64;
        int i = e % 64;
        as[l][i] = l < depth && i0 + i < m ? a[aAt + (l0 + l) * aRow + i0 + i] : 0.0f;
        bs[l][i] = l < depth && j0 + i < n ? b[bAt + (l0 + l) * bRow + j0 + i] : 0.0f;
      }
      BARRIER;
      for (int l = 0; l < depth; l++) {
        for (int r = 0; r < 4; r++) {
          float av = as[l][y + 16 * r];
          for (int s = 0; s < 4; s++) {
            sums[r][s] = FMA(av, bs[l][x + 16 * s], sums[r][s]);
          }
        }
      }
      BARRIER;
    }
  }
  for (int r = 0; r < 4; r++) {
    for (int s = 0; s < 4; s++) {
      int i = i0 + y + 16 * r;
      int j = j0 + x + 16 * s;
      if (i < m && j < n) {
        c[cAt + i * n + j] = sums[r][s];
      }
    }
  }
}

/* c += Σ A over its rows, (m): the gradient of a bias */
KERNEL columnSums(
    int m, int chunks, GLOBAL const int *bounds,
    GLOBAL const float *a, int aAt, int aRow,
    GLOBAL float *c, int cAt) {
  int i = COLUMN;
  if (i < m) {
    float sum = c[cAt + i];
    for (int chunk = 0; chunk < chunks; chunk++) {
      for (int l = bounds[2 * chunk]; l < bounds[2 * chunk + 1]; l++) {
        sum = sum + a[aAt + l * aRow + i];
      }
    }
    c[cAt + i] = sum;
  }
}

/* ---- Rows -------------------------------------------------------------------------------- */

/* row r of y = row index[r] of x */
KERNEL gatherRows(
    int rows, int columns, GLOBAL const int *index,
    GLOBAL const float *x, int xAt, int xRow,
    GLOBAL float *y, int yAt, int yRow) {
  int j = COLUMN;
  int r = ROW;
  if (r < rows && j < columns) {
    y[yAt + r * yRow + j] = x[xAt + index[r] * xRow + j];
  }
}

/* row r of y = row index[r] of x, or `value` in all columns where index[r] is negative */
KERNEL gatherOrFill(
    int rows, int columns, GLOBAL const int *index, float value,
    GLOBAL const float *x, GLOBAL float *y) {
  int j = COLUMN;
  int r = ROW;
  if (r < rows && j < columns) {
    int from = index[r];
    y[r * columns + j] = from >= 0 ? x[from * columns + j] : value;
  }
}

/* row r of y = row r of x */
KERNEL copyRows(
    int rows, int columns, GLOBAL const float *x, int xAt, int xRow,
    GLOBAL float *y, int yAt, int yRow) {
  int j = COLUMN;
  int r = ROW;
  if (r < rows && j < columns) {
    y[yAt + r * yRow + j] = x[xAt + r * xRow + j];
  }
}

/* row targets[u] of y += shares[u] · each of the rows of x from order[starts[u]] to
   order[starts[u + 1] − 1], in this order */
KERNEL addRows(
    int count, int columns,
    GLOBAL const int *starts, GLOBAL const int *order,
    GLOBAL const int *targets, GLOBAL const float *shares,
    GLOBAL const float *x, int xRow, GLOBAL float *y) {
  int j = COLUMN;
  int u = ROW;
  if (u < count && j < columns) {
    int at = targets[u] * columns + j;
    float share = shares[u];
    float sum = y[at];
    for (int p = starts[u]; p < starts[u + 1]; p++) {
      sum = FMA(share, x[order[p] * xRow + j], sum);
    }
    y[at] = sum;
  }
}

/* row r of y = the output before step r: row index[r] of x, or row −1 − index[r] of first */
KERNEL previousRows(
    int rows, int columns, GLOBAL const int *index,
    GLOBAL const float *x, int xAt, int xRow,
    GLOBAL const float *first, GLOBAL float *y) {
  int j = COLUMN;
  int r = ROW;
  if (r < rows && j < columns) {
    int from = index[r];
    y[r * columns + j] =
        from >= 0 ? x[xAt + from * xRow + j] : first[(-1 - from) * columns + j];
  }
}

/* y = x ⊙ m, with m = 0 where a hash of the row's key and the column is below `limit`, and `kept`
   elsewhere; keys and limit are numbers of 64 bits, the low half first */
KERNEL dropout(
    int rows, int columns, GLOBAL const int *keys, int limitLow, int limitHigh, float kept,
    GLOBAL const float *x, GLOBAL float *y) {
  int j = COLUMN;
  int r = ROW;
  if (r < rows && j < columns) {
    WORD key = ((WORD) (unsigned int) keys[2 * r + 1] << 32) | (unsigned int) keys[2 * r];
    WORD limit = ((WORD) (unsigned int) limitHigh << 32) | (unsigned int) limitLow;
    WORD z = key + (WORD) j * WORD_OF(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * WORD_OF(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * WORD_OF(0x94D049BB133111EB);
    z = (z ^ (z >> 31)) ^ key;
    z = (z ^ (z >> 30)) * WORD_OF(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * WORD_OF(0x94D049BB133111EB);
    z = z ^ (z >> 31);
    y[r * columns + j] = x[r * columns + j] * ((z >> 11) < limit ? 0.0f : kept);
  }
}

/* ---- One step of a recurrent network, forward -------------------------------------------- */

/* A thread computes unit COLUMN of row ROW of the step, in all gates. The step's rows are in the
   matrices of all steps from row `at` on. hPrev is in y, from row `before` on, for the first
   `reached` rows, and in `first` for the others. `w` is Wh transposed: (outputs, gates · hidden). */

#define H_PREVIOUS(b) \
  ((b) < reached ? y + (before + (b)) * yRow + yColumn : first + (b) * outputs)

/* gates = x·Wxᵀ + bx + bh to begin with, and h = tanh(gates + hPrev·Whᵀ), or max(…, 0) */
KERNEL rnnForward(
    int rows, int hidden, int outputs, int reached, int before, int at, int relu,
    GLOBAL const float *w, GLOBAL const float *first,
    GLOBAL float *y, int yRow, int yColumn,
    GLOBAL float *saved, GLOBAL float *state) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < hidden) {
    GLOBAL const float *h = H_PREVIOUS(b);
    int s = (at + b) * hidden + j;
    float a = saved[s];
    for (int k = 0; k < outputs; k++) {
      a = FMA(h[k], w[k * hidden + j], a);
    }
    float value;
    if (relu) {
      value = a > 0.0f ? a : a == a ? 0.0f : a;
    } else {
      value = tanhOf(a);
    }
    saved[s] = value;
    state[b * outputs + j] = value;
    y[(at + b) * yRow + yColumn + j] = value;
  }
}

/* saved = i f g o, and m if h is projected (by lstmProject); otherwise h = m */
KERNEL lstmForward(
    int rows, int hidden, int outputs, int reached, int before, int at, int projected,
    GLOBAL const float *w, GLOBAL const float *first,
    GLOBAL float *y, int yRow, int yColumn,
    GLOBAL float *saved, int savedRow,
    GLOBAL float *cPrev, GLOBAL float *c, GLOBAL float *state) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < hidden) {
    GLOBAL const float *h = H_PREVIOUS(b);
    int s = (at + b) * savedRow + j;
    float i = saved[s];
    float f = saved[s + hidden];
    float g = saved[s + 2 * hidden];
    float o = saved[s + 3 * hidden];
    for (int k = 0; k < outputs; k++) {
      float hk = h[k];
      int wk = k * 4 * hidden + j;
      i = FMA(hk, w[wk], i);
      f = FMA(hk, w[wk + hidden], f);
      g = FMA(hk, w[wk + 2 * hidden], g);
      o = FMA(hk, w[wk + 3 * hidden], o);
    }
    i = sigmoidOf(i);
    f = sigmoidOf(f);
    g = tanhOf(g);
    o = sigmoidOf(o);
    float old = c[b * hidden + j];
    float now = FMA(i, g, f * old);
    float m = tanhOf(now) * o;
    saved[s] = i;
    saved[s + hidden] = f;
    saved[s + 2 * hidden] = g;
    saved[s + 3 * hidden] = o;
    cPrev[(at + b) * hidden + j] = old;
    c[b * hidden + j] = now;
    if (projected) {
      saved[s + 4 * hidden] = m;
    } else {
      state[b * outputs + j] = m;
      y[(at + b) * yRow + yColumn + j] = m;
    }
  }
}

/* h = m·Wrᵀ; wr is Wr transposed, (hidden, outputs) */
KERNEL lstmProject(
    int rows, int hidden, int outputs, int at,
    GLOBAL const float *wr, GLOBAL const float *saved, int savedRow,
    GLOBAL float *y, int yRow, int yColumn, GLOBAL float *state) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < outputs) {
    int m = (at + b) * savedRow + 4 * hidden;
    float sum = 0.0f;
    for (int k = 0; k < hidden; k++) {
      sum = FMA(saved[m + k], wr[k * outputs + j], sum);
    }
    state[b * outputs + j] = sum;
    y[(at + b) * yRow + yColumn + j] = sum;
  }
}

/* saved = r z n hn, reset after the product; bn is bias[2·hidden…] if there are biases */
KERNEL gruForward(
    int rows, int hidden, int outputs, int reached, int before, int at, int biased,
    GLOBAL const float *w, GLOBAL const float *bias, GLOBAL const float *first,
    GLOBAL float *y, int yRow, int yColumn,
    GLOBAL float *saved, GLOBAL float *state) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < hidden) {
    GLOBAL const float *h = H_PREVIOUS(b);
    int s = (at + b) * 4 * hidden + j;
    float r = saved[s];
    float z = saved[s + hidden];
    float hn = biased ? bias[2 * hidden + j] : 0.0f;
    for (int k = 0; k < outputs; k++) {
      float hk = h[k];
      int wk = k * 3 * hidden + j;
      r = FMA(hk, w[wk], r);
      z = FMA(hk, w[wk + hidden], z);
      hn = FMA(hk, w[wk + 2 * hidden], hn);
    }
    r = sigmoidOf(r);
    z = sigmoidOf(z);
    float n = tanhOf(FMA(r, hn, saved[s + 2 * hidden]));
    float now = FMA(z, h[j] - n, n);
    saved[s] = r;
    saved[s + hidden] = z;
    saved[s + 2 * hidden] = n;
    saved[s + 3 * hidden] = hn;
    state[b * outputs + j] = now;
    y[(at + b) * yRow + yColumn + j] = now;
  }
}

/* saved = r z · rh = r ⊙ hPrev, reset before the product: the first half of the step */
KERNEL gruBeforeGates(
    int rows, int hidden, int outputs, int reached, int before, int at,
    GLOBAL const float *w, GLOBAL const float *first,
    GLOBAL const float *y, int yRow, int yColumn,
    GLOBAL float *saved) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < hidden) {
    GLOBAL const float *h = H_PREVIOUS(b);
    int s = (at + b) * 4 * hidden + j;
    float r = saved[s];
    float z = saved[s + hidden];
    for (int k = 0; k < outputs; k++) {
      float hk = h[k];
      int wk = k * 3 * hidden + j;
      r = FMA(hk, w[wk], r);
      z = FMA(hk, w[wk + hidden], z);
    }
    r = sigmoidOf(r);
    saved[s] = r;
    saved[s + hidden] = sigmoidOf(z);
    saved[s + 3 * hidden] = r * h[j];
  }
}

/* n and h: the second half */
KERNEL gruBeforeState(
    int rows, int hidden, int outputs, int reached, int before, int at,
    GLOBAL const float *w, GLOBAL const float *first,
    GLOBAL float *y, int yRow, int yColumn,
    GLOBAL float *saved, GLOBAL float *state) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < hidden) {
    GLOBAL const float *h = H_PREVIOUS(b);
    int s = (at + b) * 4 * hidden;
    float n = saved[s + 2 * hidden + j];
    for (int k = 0; k < hidden; k++) {
      n = FMA(saved[s + 3 * hidden + k], w[k * 3 * hidden + 2 * hidden + j], n);
    }
    n = tanhOf(n);
    float now = FMA(saved[s + hidden + j], h[j] - n, n);
    saved[s + 2 * hidden + j] = n;
    state[b * outputs + j] = now;
    y[(at + b) * yRow + yColumn + j] = now;
  }
}

/* ---- One step backward ------------------------------------------------------------------- */

/* The loop goes from its last step to its first. Of the rows of a step, the first `later` have a
   later step, whose gradients of the gates begin in row `laterAt` of d; dh is computed from them.
   For the others, dh has the gradient of their last state. If `cut`, back-propagation stops between
   the later step and this one: dh and dc start again, from −0, to which anything can be added
   without a change of bits. dy comes from above, if hasDy. w is Wh itself: (gates · hidden,
   outputs). */

FUNCTION float sumOver(
    int n, GLOBAL const float *d, int dAt, GLOBAL const float *w, int wAt, int wRow, float start) {
  float sum = start;
  for (int k = 0; k < n; k++) {
    sum = FMA(d[dAt + k], w[wAt + k * wRow], sum);
  }
  return sum;
}

KERNEL rnnBackward(
    int rows, int hidden, int outputs, int later, int laterAt, int at, int cut, int relu,
    GLOBAL const float *w, GLOBAL const float *saved,
    int hasDy, GLOBAL const float *dy, int yRow, int yColumn,
    GLOBAL const float *dh, GLOBAL float *d) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < hidden) {
    float dhj = dh[b * outputs + j];
    if (b < later) {
      dhj = cut ? -0.0f : sumOver(hidden, d, (laterAt + b) * hidden, w, j, outputs, 0.0f);
    }
    if (hasDy) {
      dhj = dhj + dy[(at + b) * yRow + yColumn + j];
    }
    float h = saved[(at + b) * hidden + j];
    float da;
    if (relu) {
      da = h > 0.0f ? dhj : 0.0f;
    } else {
      da = dhj * FMA(-h, h, 1.0f);
    }
    d[(at + b) * hidden + j] = da;
  }
}

/* dh of a step, for a cell whose gates need all of it: an LSTM that projects keeps it in d, from
   column `column` on */
KERNEL lstmProjectedGradient(
    int rows, int hidden, int outputs, int later, int laterAt, int at, int cut,
    GLOBAL const float *w,
    int hasDy, GLOBAL const float *dy, int yRow, int yColumn,
    GLOBAL const float *dh, GLOBAL float *d, int dRow, int column) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < outputs) {
    float dhj = dh[b * outputs + j];
    if (b < later) {
      dhj = cut ? -0.0f : sumOver(4 * hidden, d, (laterAt + b) * dRow, w, j, outputs, 0.0f);
    }
    if (hasDy) {
      dhj = dhj + dy[(at + b) * yRow + yColumn + j];
    }
    d[(at + b) * dRow + column + j] = dhj;
  }
}

/* With a projection, dm = dh·Wr, where dh is in d from column 4 · hidden on, and wr is Wr itself,
   (outputs, hidden); without, dm = dh. */
KERNEL lstmBackward(
    int rows, int hidden, int outputs, int later, int laterAt, int at, int cut, int projected,
    GLOBAL const float *w, GLOBAL const float *wr,
    GLOBAL const float *saved, int savedRow, GLOBAL const float *cPrev,
    int hasDy, GLOBAL const float *dy, int yRow, int yColumn,
    GLOBAL const float *dh, GLOBAL float *dc, GLOBAL float *d, int dRow) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < hidden) {
    int at0 = (at + b) * dRow;
    float dm;
    if (projected) {
      dm = sumOver(outputs, d, at0 + 4 * hidden, wr, j, hidden, 0.0f);
    } else {
      dm = dh[b * outputs + j];
      if (b < later) {
        dm = cut ? -0.0f : sumOver(4 * hidden, d, (laterAt + b) * dRow, w, j, outputs, 0.0f);
      }
      if (hasDy) {
        dm = dm + dy[(at + b) * yRow + yColumn + j];
      }
    }
    int s = (at + b) * savedRow + j;
    float i = saved[s];
    float f = saved[s + hidden];
    float g = saved[s + 2 * hidden];
    float o = saved[s + 3 * hidden];
    float old = cPrev[(at + b) * hidden + j];
    float t = tanhOf(FMA(i, g, f * old));
    float dcj = cut && b < later ? -0.0f : dc[b * hidden + j];
    dcj = dcj + dm * o * FMA(-t, t, 1.0f);
    d[at0 + j] = dcj * g * (i * (1.0f - i));
    d[at0 + hidden + j] = dcj * old * (f * (1.0f - f));
    d[at0 + 2 * hidden + j] = dcj * i * FMA(-g, g, 1.0f);
    d[at0 + 3 * hidden + j] = dm * t * (o * (1.0f - o));
    dc[b * hidden + j] = dcj * f;
  }
}

/* d = da_r da_z da_n dhn; dh has dh ⊙ z of the later step, to which its products are added */
KERNEL gruBackward(
    int rows, int hidden, int outputs, int later, int laterAt, int at, int cut,
    int reached, int before,
    GLOBAL const float *w, GLOBAL const float *saved,
    GLOBAL const float *first, GLOBAL const float *y,
    int hasDy, GLOBAL const float *dy, int yRow, int yColumn,
    GLOBAL float *dh, GLOBAL float *d) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < hidden) {
    GLOBAL const float *h = H_PREVIOUS(b);
    float dhj = dh[b * outputs + j];
    if (b < later) {
      int from = (laterAt + b) * 4 * hidden;
      dhj = sumOver(hidden, d, from + 3 * hidden, w, 2 * hidden * outputs + j, outputs, dhj);
      dhj = cut ? -0.0f : sumOver(2 * hidden, d, from, w, j, outputs, dhj);
    }
    if (hasDy) {
      dhj = dhj + dy[(at + b) * yRow + yColumn + j];
    }
    int s = (at + b) * 4 * hidden + j;
    float r = saved[s];
    float z = saved[s + hidden];
    float n = saved[s + 2 * hidden];
    float dz = (h[j] - n) * dhj * (z * (1.0f - z));
    float dhz = dhj * z;
    float dn = (dhj - dhz) * FMA(-n, n, 1.0f);
    d[s] = dn * saved[s + 3 * hidden] * (r * (1.0f - r));
    d[s + hidden] = dz;
    d[s + 2 * hidden] = dn;
    d[s + 3 * hidden] = dn * r;
    dh[b * outputs + j] = dhz;
  }
}

/* Reset before the product, first half: da_z and da_n; d = da_r da_z da_n */
KERNEL gruBeforeBackward(
    int rows, int hidden, int outputs, int later, int laterAt, int at, int cut,
    int reached, int before,
    GLOBAL const float *w, GLOBAL const float *saved,
    GLOBAL const float *first, GLOBAL const float *y,
    int hasDy, GLOBAL const float *dy, int yRow, int yColumn,
    GLOBAL float *dh, GLOBAL float *d) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < hidden) {
    GLOBAL const float *h = H_PREVIOUS(b);
    float dhj = dh[b * outputs + j];
    if (b < later) {
      int from = (laterAt + b) * 3 * hidden;
      dhj = cut ? -0.0f : sumOver(2 * hidden, d, from, w, j, outputs, dhj);
    }
    if (hasDy) {
      dhj = dhj + dy[(at + b) * yRow + yColumn + j];
    }
    int s = (at + b) * 4 * hidden + j;
    int to = (at + b) * 3 * hidden + j;
    float z = saved[s + hidden];
    float n = saved[s + 2 * hidden];
    float dhz = dhj * z;
    d[to + hidden] = (h[j] - n) * dhj * (z * (1.0f - z));
    d[to + 2 * hidden] = (dhj - dhz) * FMA(-n, n, 1.0f);
    dh[b * outputs + j] = dhz;
  }
}

/* Second half: drh = da_n·Wn, da_r, and dh += drh ⊙ r */
KERNEL gruBeforeReset(
    int rows, int hidden, int outputs, int at, int reached, int before,
    GLOBAL const float *w, GLOBAL const float *saved,
    GLOBAL const float *first, GLOBAL const float *y, int yRow, int yColumn,
    GLOBAL float *dh, GLOBAL float *d) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < hidden) {
    GLOBAL const float *h = H_PREVIOUS(b);
    int to = (at + b) * 3 * hidden;
    float drh =
        sumOver(hidden, d, to + 2 * hidden, w, 2 * hidden * outputs + j, outputs, 0.0f);
    float r = saved[(at + b) * 4 * hidden + j];
    d[to + j] = drh * h[j] * (r * (1.0f - r));
    dh[b * outputs + j] = FMA(drh, r, dh[b * outputs + j]);
  }
}

/* dh before the loop's first step, which row b has in row index[b] of d. The sum continues dh if
   `continued`, over `n1` columns of d from d1 on with the rows of w from w1 on, then over n2. */
KERNEL firstGradient(
    int rows, int outputs, GLOBAL const int *index, int continued,
    int n1, int d1, int w1, int n2, int d2, int w2,
    GLOBAL const float *w, GLOBAL const float *d, int dRow, GLOBAL float *dh) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < outputs) {
    float sum = continued ? dh[b * outputs + j] : 0.0f;
    sum = sumOver(n1, d, index[b] * dRow + d1, w, w1 * outputs + j, outputs, sum);
    sum = sumOver(n2, d, index[b] * dRow + d2, w, w2 * outputs + j, outputs, sum);
    dh[b * outputs + j] = sum;
  }
}

/* start = bx, plus bh in the first `both` columns */
KERNEL startBias(int n, int both, GLOBAL const float *bx, GLOBAL const float *bh, GLOBAL float *y) {
  int j = COLUMN;
  if (j < n) {
    y[j] = j < both ? bx[j] + bh[j] : bx[j];
  }
}

/* ---- Pooling ----------------------------------------------------------------------------- */

/* Step t of row b of the batch is row starts[t] + places[b] of x. */

/* row b of y = row last[b] of x in the first `half_` columns, row first[b] in the others */
KERNEL lastPooling(
    int rows, int columns, int half_, GLOBAL const int *last, GLOBAL const int *first,
    GLOBAL const float *x, GLOBAL float *y) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < columns) {
    int from = j < half_ ? last[b] : first[b];
    y[b * columns + j] = x[from * columns + j];
  }
}

KERNEL lastPoolingGradient(
    int rows, int columns, int half_, GLOBAL const int *last, GLOBAL const int *first,
    GLOBAL const float *dy, GLOBAL float *dx) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < columns) {
    int to = j < half_ ? last[b] : first[b];
    dx[to * columns + j] = dy[b * columns + j];
  }
}

KERNEL meanPooling(
    int rows, int columns, GLOBAL const int *starts, GLOBAL const int *places,
    GLOBAL const int *lengths, GLOBAL const float *x, GLOBAL float *y) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < columns) {
    float sum = 0.0f;
    for (int t = 0; t < lengths[b]; t++) {
      sum = sum + x[(starts[t] + places[b]) * columns + j];
    }
    y[b * columns + j] = DIVIDE(1.0f, (float) lengths[b]) * sum;
  }
}

KERNEL meanPoolingGradient(
    int rows, int columns, GLOBAL const int *starts, GLOBAL const int *places,
    GLOBAL const int *lengths, GLOBAL const float *dy, GLOBAL float *dx) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < columns) {
    float share = DIVIDE(1.0f, (float) lengths[b]);
    float value = FMA(share, dy[b * columns + j], 0.0f);
    for (int t = 0; t < lengths[b]; t++) {
      dx[(starts[t] + places[b]) * columns + j] = value;
    }
  }
}

KERNEL maxPooling(
    int rows, int columns, GLOBAL const int *starts, GLOBAL const int *places,
    GLOBAL const int *lengths, GLOBAL const float *x, GLOBAL float *y) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < columns) {
    float largest = x[(starts[0] + places[b]) * columns + j];
    for (int t = 1; t < lengths[b]; t++) {
      largest = largerOf(largest, x[(starts[t] + places[b]) * columns + j]);
    }
    y[b * columns + j] = largest;
  }
}

/* to the first step that has the largest value */
KERNEL maxPoolingGradient(
    int rows, int columns, GLOBAL const int *starts, GLOBAL const int *places,
    GLOBAL const int *lengths, GLOBAL const float *x, GLOBAL const float *y,
    GLOBAL const float *dy, GLOBAL float *dx) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < columns) {
    float largest = y[b * columns + j];
    float rest = dy[b * columns + j];
    for (int t = 0; t < lengths[b]; t++) {
      int at = (starts[t] + places[b]) * columns + j;
      float value = 0.0f;
      if (x[at] == largest) {
        value = rest;
        rest = 0.0f;
      }
      dx[at] = value;
    }
  }
}

/* a = softmax over the steps of each row of s; a thread computes a row */
KERNEL attentionWeights(
    int rows, GLOBAL const int *starts, GLOBAL const int *places, GLOBAL const int *lengths,
    GLOBAL const float *s, GLOBAL float *a) {
  int b = COLUMN;
  if (b < rows) {
    float largest = -FLOAT(0x7f800000);
    for (int t = 0; t < lengths[b]; t++) {
      largest = largerOf(largest, s[starts[t] + places[b]]);
    }
    float lanes[16];
    for (int l = 0; l < 16; l++) {
      lanes[l] = 0.0f;
    }
    for (int t = 0; t < lengths[b]; t++) {
      float power = expOf(s[starts[t] + places[b]] - largest);
      a[starts[t] + places[b]] = power;
      lanes[t & 15] = lanes[t & 15] + power;
    }
    float sum = tree(lanes);
    for (int t = 0; t < lengths[b]; t++) {
      a[starts[t] + places[b]] = DIVIDE(a[starts[t] + places[b]], sum);
    }
  }
}

/* ds = a ⊙ (da − Σ a·da) */
KERNEL attentionWeightsGradient(
    int rows, GLOBAL const int *starts, GLOBAL const int *places, GLOBAL const int *lengths,
    GLOBAL const float *a, GLOBAL const float *da, GLOBAL float *ds) {
  int b = COLUMN;
  if (b < rows) {
    float lanes[16];
    for (int l = 0; l < 16; l++) {
      lanes[l] = 0.0f;
    }
    for (int t = 0; t < lengths[b]; t++) {
      int n = starts[t] + places[b];
      lanes[t & 15] = FMA(a[n], da[n], lanes[t & 15]);
    }
    float inner = tree(lanes);
    for (int t = 0; t < lengths[b]; t++) {
      int n = starts[t] + places[b];
      ds[n] = a[n] * (da[n] - inner);
    }
  }
}

/* y = Σ_t a_t · x_t */
KERNEL attentionPooling(
    int rows, int columns, GLOBAL const int *starts, GLOBAL const int *places,
    GLOBAL const int *lengths, GLOBAL const float *a, GLOBAL const float *x, GLOBAL float *y) {
  int j = COLUMN;
  int b = ROW;
  if (b < rows && j < columns) {
    float sum = 0.0f;
    for (int t = 0; t < lengths[b]; t++) {
      int n = starts[t] + places[b];
      sum = FMA(a[n], x[n * columns + j], sum);
    }
    y[b * columns + j] = sum;
  }
}

/* da_n = dy_b · x_n for row n, which is a step of row b = owners[n] */
KERNEL attentionStepGradient(
    int steps, int columns, GLOBAL const int *owners,
    GLOBAL const float *dy, GLOBAL const float *x, GLOBAL float *da) {
  int n = COLUMN;
  if (n < steps) {
    da[n] = dotOf(columns, dy, owners[n] * columns, x, n * columns);
  }
}

/* dx_n = a_n · dy_b */
KERNEL attentionInputGradient(
    int steps, int columns, GLOBAL const int *owners,
    GLOBAL const float *a, GLOBAL const float *dy, GLOBAL float *dx) {
  int j = COLUMN;
  int n = ROW;
  if (n < steps && j < columns) {
    dx[n * columns + j] = FMA(a[n], dy[owners[n] * columns + j], 0.0f);
  }
}

/* ---- Loss -------------------------------------------------------------------------------- */

/* y = log softmax of each row of x, by one thread */
FUNCTION void logSoftmaxOf(int n, GLOBAL const float *x, int at, GLOBAL float *y) {
  float largest = -FLOAT(0x7f800000);
  for (int c = 0; c < n; c++) {
    largest = largerOf(largest, x[at + c]);
  }
  float lanes[16];
  for (int l = 0; l < 16; l++) {
    lanes[l] = 0.0f;
  }
  for (int c = 0; c < n; c++) {
    float difference = x[at + c] - largest;
    y[at + c] = difference;
    lanes[c & 15] = lanes[c & 15] + expOf(difference);
  }
  float log_ = logOf(tree(lanes));
  for (int c = 0; c < n; c++) {
    y[at + c] = y[at + c] - log_;
  }
}

KERNEL logSoftmax(int rows, int classes, GLOBAL const float *x, GLOBAL float *y) {
  int r = COLUMN;
  if (r < rows) {
    logSoftmaxOf(classes, x, r * classes, y);
  }
}

/* dx = dy − softmax · Σ dy */
KERNEL logSoftmaxGradient(
    int rows, int classes, GLOBAL const float *y, GLOBAL const float *dy, GLOBAL float *dx) {
  int r = COLUMN;
  if (r < rows) {
    float lanes[16];
    for (int l = 0; l < 16; l++) {
      lanes[l] = 0.0f;
    }
    for (int c = 0; c < classes; c++) {
      lanes[c & 15] = lanes[c & 15] + dy[r * classes + c];
    }
    float total = tree(lanes);
    for (int c = 0; c < classes; c++) {
      int i = r * classes + c;
      dx[i] = dy[i] - expOf(y[i]) * total;
    }
  }
}

/* A thread computes a row: log p, and its term e. Rows with rowWeight 0 that are to be ignored have
   the target −1. */
KERNEL crossEntropy(
    int rows, int classes, float kept, float spread,
    GLOBAL const float *weights, GLOBAL const float *rowWeights, GLOBAL const int *targets,
    GLOBAL const float *x, GLOBAL float *logp, GLOBAL float *e) {
  int r = COLUMN;
  if (r < rows) {
    int at = r * classes;
    logSoftmaxOf(classes, x, at, logp);
    float term = 0.0f;
    if (targets[r] >= 0) {
      term = 0.0f - rowWeights[r] * logp[at + targets[r]];
      if (spread > 0.0f) {
        term = kept * term - spread * dotOf(classes, weights, 0, logp, at);
      }
    }
    e[r] = term;
  }
}

/* dx = de·(p·Σ q − q) for each element; de is dLoss / denominator if `mean`, dLoss if `sum`,
   dLoss[r] otherwise */
KERNEL crossEntropyGradient(
    int rows, int classes, float kept, float spread, float sum,
    int single, float denominator, GLOBAL const float *dLoss,
    GLOBAL const float *weights, GLOBAL const float *rowWeights, GLOBAL const int *targets,
    GLOBAL const float *logp, GLOBAL float *dx) {
  int c = COLUMN;
  int r = ROW;
  if (r < rows && c < classes) {
    int at = r * classes + c;
    float value = 0.0f;
    if (targets[r] >= 0) {
      float de = single ? DIVIDE(dLoss[0], denominator) : dLoss[r];
      float hit = kept * rowWeights[r];
      value = de * (hit + spread * sum) * expOf(logp[at]);
      if (spread > 0.0f) {
        value = FMA(-de * spread, weights[c], value);
      }
      if (c == targets[r]) {
        value = value - de * hit;
      }
    }
    dx[at] = value;
  }
}

/* y[0] = Σ x / divisor, by 16 threads */
KERNEL meanOf(int n, float divisor, GLOBAL const float *x, GLOBAL float *y) {
  LOCAL float lanes[16];
  int lane = LANE;
  float sum = 0.0f;
  for (int i = lane; i < n; i += 16) {
    sum = sum + x[i];
  }
  lanes[lane] = sum;
  for (int half_ = 8; half_ >= 1; half_ /= 2) {
    BARRIER;
    if (lane < half_) {
      lanes[lane] = lanes[lane] + lanes[lane + half_];
    }
  }
  if (lane == 0) {
    y[0] = DIVIDE(lanes[0], divisor);
  }
}

/* y[yAt + r] = Σ x² over row index[r] of x. A group of 16 · 16 threads brings 4096 numbers at a time to
   its own memory, from which 16 of them add. */
KERNEL squares(
    int rows, int columns, GLOBAL const int *index, GLOBAL const float *x,
    GLOBAL float *y, int yAt) {
  LOCAL float tile[4096];
  LOCAL float lanes[16];
  int thread = LANE_ROW * 16 + LANE;
  int r = GROUP_ROW;
  int n = r < rows ? columns : 0;
  int at = r < rows ? index[r] * columns : 0;
  float sum = 0.0f;
  for (int from = 0; from < n; from += 4096) {
    int count = n - from < 4096 ? n - from : 4096;
    for (int i = thread; i < count; i += 256) {
      tile[i] = x[at + from + i];
    }
    BARRIER;
    if (thread < 16) {
      for (int i = thread; i < count; i += 16) {
        sum = FMA(tile[i], tile[i], sum);
      }
    }
    BARRIER;
  }
  if (thread < 16) {
    lanes[thread] = sum;
  }
  for (int half_ = 8; half_ >= 1; half_ /= 2) {
    BARRIER;
    if (thread < half_) {
      lanes[thread] = lanes[thread] + lanes[thread + half_];
    }
  }
  if (thread == 0 && r < rows) {
    y[yAt + r] = lanes[0];
  }
}

#ifdef DOUBLE
/* The norm of all gradients from the squares of their rows, and the factor that clips them. One group,
   of which a single thread adds: in double precision, each parameter's and then their sum.

   n      parameters, which have rows up to ends[p] of the squares
   max    in two words, higher one first; 0 if nothing is to be clipped
   norms  from at on: the norm in two words, and -1; or the norm of the first parameter whose norm is
          not finite, and its index
   factor what to scale gradients by, at factorAt */
KERNEL clipFactor(
    int n, GLOBAL const int *ends, GLOBAL const float *squares, int maxHigh, int maxLow,
    GLOBAL float *norms, int at, GLOBAL float *factor, int factorAt) {
  LOCAL float tile[4096];
  int thread = LANE_ROW * 16 + LANE;
  int rows = n > 0 ? ends[n - 1] : 0;
  int p = 0;
  int end = ends[0];
  int wrong = -1;
  DOUBLE square = 0.0;
  DOUBLE sum = 0.0;
  DOUBLE result = 0.0;
  for (int from = 0; from < rows; from += 4096) {
    int count = rows - from < 4096 ? rows - from : 4096;
    for (int i = thread; i < count; i += 256) {
      tile[i] = squares[from + i];
    }
    BARRIER;
    if (thread == 0) {
      for (int i = 0; i < count; i++) {
        while (end <= from + i) {
          p++;
          end = ends[p];
        }
        square = square + tile[i];
        if (end == from + i + 1) {
          if (wrong < 0 && !(square <= LARGEST_DOUBLE)) {
            wrong = p;
            result = square;
          }
          sum = sum + square;
          square = 0.0;
        }
      }
    }
    BARRIER;
  }
  if (thread == 0) {
    DOUBLE norm = DOUBLE_SQRT(wrong < 0 ? sum : result);
    WORD bits = DOUBLE_BITS(norm);
    WORD limit = ((WORD) (unsigned int) maxHigh << 32) | (WORD) (unsigned int) maxLow;
    norms[at] = FLOAT((int) (bits >> 32));
    norms[at + 1] = FLOAT((int) bits);
    norms[at + 2] = FLOAT(wrong);
    factor[factorAt] = wrong < 0 ? (float) DOUBLE_DIVIDE(DOUBLE_OF(limit), norm + 1e-6) : 1.0f;
  }
}
#endif

/* rows index[r] of y = s·y, if s < 1 */
KERNEL scaleRows(
    int rows, int columns, GLOBAL const int *index, GLOBAL const float *s, GLOBAL float *y) {
  int r = ROW;
  int j = COLUMN;
  if (r < rows && j < columns && s[0] < 1.0f) {
    int at = index[r] * columns + j;
    y[at] = s[0] * y[at];
  }
}

/* ---- Optimisers: the updates of dev.recur.optim ------------------------------------------ */

/* the running average of weights */
KERNEL average(int n, float share, GLOBAL const float *w, GLOBAL float *mean) {
  int i = COLUMN;
  if (i < n) {
    mean[i] = mean[i] + share * (w[i] - mean[i]);
  }
}

KERNEL sgd(int n, float lr, float l2, GLOBAL const float *g, GLOBAL float *w) {
  int i = COLUMN;
  if (i < n) {
    float d = FMA(l2, w[i], g[i]);
    w[i] = FMA(-lr, d, w[i]);
  }
}

KERNEL sgdMomentum(
    int n, float lr, float l2, float mu, float share, float nesterov,
    GLOBAL const float *g, GLOBAL float *w, GLOBAL float *b) {
  int i = COLUMN;
  if (i < n) {
    float d = FMA(l2, w[i], g[i]);
    float now = FMA(mu, b[i], share * d);
    b[i] = now;
    w[i] = FMA(-lr, nesterov > 0.0f ? FMA(mu, now, d) : now, w[i]);
  }
}

KERNEL adam(
    int n, float l2, float keep, float rate, float scale, float rest1, float beta2, float rest2,
    float eps, GLOBAL const float *g, GLOBAL float *w, GLOBAL float *m, GLOBAL float *v) {
  int i = COLUMN;
  if (i < n) {
    float d = FMA(l2, w[i], g[i]);
    m[i] = FMA(rest1, d - m[i], m[i]);
    v[i] = FMA(beta2, v[i], rest2 * (d * d));
    float q = DIVIDE(m[i], FMA(SQRT(v[i]), scale, eps));
    w[i] = FMA(-rate, q, keep * w[i]);
  }
}

KERNEL amsgrad(
    int n, float l2, float keep, float rate, float scale, float rest1, float beta2, float rest2,
    float eps, GLOBAL const float *g, GLOBAL float *w, GLOBAL float *m, GLOBAL float *v,
    GLOBAL float *largest) {
  int i = COLUMN;
  if (i < n) {
    float d = FMA(l2, w[i], g[i]);
    m[i] = FMA(rest1, d - m[i], m[i]);
    v[i] = FMA(beta2, v[i], rest2 * (d * d));
    largest[i] = largerOf(largest[i], v[i]);
    float q = DIVIDE(m[i], FMA(SQRT(largest[i]), scale, eps));
    w[i] = FMA(-rate, q, keep * w[i]);
  }
}

/* b is the velocity if mu > 0, mean the running mean of the gradient if centered > 0 */
KERNEL rmsProp(
    int n, float lr, float l2, float alpha, float rest, float eps, float mu, float centered,
    GLOBAL const float *g, GLOBAL float *w, GLOBAL float *v, GLOBAL float *b,
    GLOBAL float *mean) {
  int i = COLUMN;
  if (i < n) {
    float d = FMA(l2, w[i], g[i]);
    v[i] = FMA(alpha, v[i], rest * (d * d));
    float square = v[i];
    if (centered > 0.0f) {
      mean[i] = FMA(rest, d - mean[i], mean[i]);
      square = largerOf(0.0f, FMA(-mean[i], mean[i], v[i]));
    }
    float q = DIVIDE(d, SQRT(square) + eps);
    if (mu > 0.0f) {
      b[i] = FMA(mu, b[i], q);
      q = b[i];
    }
    w[i] = FMA(-lr, q, w[i]);
  }
}

KERNEL adagrad(
    int n, float lr, float l2, float eps, GLOBAL const float *g, GLOBAL float *w,
    GLOBAL float *s) {
  int i = COLUMN;
  if (i < n) {
    float d = FMA(l2, w[i], g[i]);
    s[i] = FMA(d, d, s[i]);
    w[i] = FMA(-lr, DIVIDE(d, SQRT(s[i]) + eps), w[i]);
  }
}

KERNEL adadelta(
    int n, float lr, float l2, float rho, float rest, float eps,
    GLOBAL const float *g, GLOBAL float *w, GLOBAL float *v, GLOBAL float *u) {
  int i = COLUMN;
  if (i < n) {
    float c = FMA(l2, w[i], g[i]);
    v[i] = FMA(rho, v[i], rest * (c * c));
    float root = DIVIDE(SQRT(u[i] + eps), SQRT(v[i] + eps));
    float d = root * c;
    u[i] = FMA(rho, u[i], rest * (d * d));
    w[i] = FMA(-lr, d, w[i]);
  }
}
