/* What kernels.c is in CUDA C, compiled with --fmad=false --prec-div=true --prec-sqrt=true
   --ftz=false. */
#define KERNEL extern "C" __global__ void
#define FUNCTION static __device__ __forceinline__
#define GLOBAL
#define LOCAL __shared__
#define COLUMN ((int) (blockIdx.x * blockDim.x + threadIdx.x))
/* The second dimension of a grid ends at 65535: more rows of groups lie in the third. */
#define ROW (GROUP_ROW * (int) blockDim.y + (int) threadIdx.y)
#define LANE ((int) threadIdx.x)
#define LANE_ROW ((int) threadIdx.y)
#define GROUP ((int) blockIdx.x)
#define GROUP_ROW ((int) (blockIdx.z * gridDim.y + blockIdx.y))
#define BARRIER __syncthreads()
#define FMA(a, b, c) __fmaf_rn(a, b, c)
#define DIVIDE(a, b) __fdiv_rn(a, b)
#define SQRT(a) __fsqrt_rn(a)
#define BITS(x) __float_as_int(x)
#define FLOAT(i) __int_as_float(i)
#define WORD unsigned long long
#define WORD_OF(x) x##ULL
#define DOUBLE double
#define LARGEST_DOUBLE 1.7976931348623157e308
#define DOUBLE_DIVIDE(a, b) __ddiv_rn(a, b)
#define DOUBLE_SQRT(a) __dsqrt_rn(a)
#define DOUBLE_BITS(x) ((unsigned long long) __double_as_longlong(x))
#define DOUBLE_OF(word) __longlong_as_double((long long) (word))
