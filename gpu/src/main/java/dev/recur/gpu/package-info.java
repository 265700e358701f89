/// Drivers of GPUs: OpenCL and CUDA, called by `java.lang.foreign`, and the kernels, in C.
package dev.recur.gpu;
