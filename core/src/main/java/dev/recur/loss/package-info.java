/// Loss functions, with PyTorch's names, options and numbers.
package dev.recur.loss;
