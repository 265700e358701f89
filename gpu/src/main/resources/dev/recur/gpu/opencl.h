/* What kernels.c is in OpenCL C 1.2. */
#pragma OPENCL FP_CONTRACT OFF
#define KERNEL __kernel void
#define FUNCTION static
#define GLOBAL __global
#define LOCAL __local
#define COLUMN ((int) get_global_id(0))
#define ROW ((int) get_global_id(1))
#define LANE ((int) get_local_id(0))
#define LANE_ROW ((int) get_local_id(1))
#define GROUP ((int) get_group_id(0))
#define GROUP_ROW ((int) get_group_id(1))
#define BARRIER barrier(CLK_LOCAL_MEM_FENCE)
#define FMA(a, b, c) fma(a, b, c)
#define DIVIDE(a, b) ((a) / (b))
#define SQRT(a) sqrt(a)
#define BITS(x) as_int(x)
#define FLOAT(i) as_float(i)
#define WORD ulong
#define WORD_OF(x) x##UL
#ifdef cl_khr_fp64
#define DOUBLE double
#define LARGEST_DOUBLE DBL_MAX
#define DOUBLE_DIVIDE(a, b) ((a) / (b))
#define DOUBLE_SQRT(a) sqrt(a)
#define DOUBLE_BITS(x) as_ulong(x)
#define DOUBLE_OF(word) as_double(word)
#endif
