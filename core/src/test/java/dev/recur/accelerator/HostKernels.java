package dev.recur.accelerator;

/// The kernels of a [HostAccelerator] by their names in `kernels.c`.
final class HostKernels {
  private HostKernels() {}

  static void run(String kernel, Launch launch) {
    switch (kernel) {
      case "fill" -> ElementKernels.fill(launch);
      case "copy" -> ElementKernels.copy(launch);
      case "add" -> ElementKernels.add(launch);
      case "scale" -> ElementKernels.scale(launch);
      case "tanhs" -> ElementKernels.tanhs(launch);
      case "tanhGradient" -> ElementKernels.tanhGradient(launch);
      case "probe" -> ElementKernels.probe(launch);
      case "transpose" -> ProductKernels.transpose(launch);
      case "product" -> ProductKernels.product(launch);
      case "sums" -> ProductKernels.sums(launch);
      case "columnSums" -> ProductKernels.columnSums(launch);
      case "gatherRows" -> RowKernels.gatherRows(launch);
      case "gatherOrFill" -> RowKernels.gatherOrFill(launch);
      case "copyRows" -> RowKernels.copyRows(launch);
      case "addRows" -> RowKernels.addRows(launch);
      case "previousRows" -> RowKernels.previousRows(launch);
      case "dropout" -> RowKernels.dropout(launch);
      case "rnnForward" -> ForwardKernels.rnnForward(launch);
      case "lstmForward" -> ForwardKernels.lstmForward(launch);
      case "lstmProject" -> ForwardKernels.lstmProject(launch);
      case "gruForward" -> ForwardKernels.gruForward(launch);
      case "gruBeforeGates" -> ForwardKernels.gruBeforeGates(launch);
      case "gruBeforeState" -> ForwardKernels.gruBeforeState(launch);
      case "startBias" -> ForwardKernels.startBias(launch);
      case "rnnBackward" -> BackwardKernels.rnnBackward(launch);
      case "lstmProjectedGradient" -> BackwardKernels.lstmProjectedGradient(launch);
      case "lstmBackward" -> BackwardKernels.lstmBackward(launch);
      case "gruBackward" -> BackwardKernels.gruBackward(launch);
      case "gruBeforeBackward" -> BackwardKernels.gruBeforeBackward(launch);
      case "gruBeforeReset" -> BackwardKernels.gruBeforeReset(launch);
      case "firstGradient" -> BackwardKernels.firstGradient(launch);
      case "lastPooling" -> PoolingKernels.lastPooling(launch);
      case "lastPoolingGradient" -> PoolingKernels.lastPoolingGradient(launch);
      case "meanPooling" -> PoolingKernels.meanPooling(launch);
      case "meanPoolingGradient" -> PoolingKernels.meanPoolingGradient(launch);
      case "maxPooling" -> PoolingKernels.maxPooling(launch);
      case "maxPoolingGradient" -> PoolingKernels.maxPoolingGradient(launch);
      case "attentionWeights" -> AttentionKernels.weights(launch);
      case "attentionWeightsGradient" -> AttentionKernels.weightsGradient(launch);
      case "attentionPooling" -> AttentionKernels.pooling(launch);
      case "attentionStepGradient" -> AttentionKernels.stepGradient(launch);
      case "attentionInputGradient" -> AttentionKernels.inputGradient(launch);
      case "logSoftmax" -> LossKernels.logSoftmax(launch);
      case "logSoftmaxGradient" -> LossKernels.logSoftmaxGradient(launch);
      case "crossEntropy" -> LossKernels.crossEntropy(launch);
      case "crossEntropyGradient" -> LossKernels.crossEntropyGradient(launch);
      case "meanOf" -> LossKernels.meanOf(launch);
      case "squares" -> LossKernels.squares(launch);
      case "clipFactor" -> LossKernels.clipFactor(launch);
      case "scaleRows" -> LossKernels.scaleRows(launch);
      case "average" -> UpdateKernels.average(launch);
      case "sgd" -> UpdateKernels.sgd(launch);
      case "sgdMomentum" -> UpdateKernels.sgdMomentum(launch);
      case "adam" -> UpdateKernels.adam(launch);
      case "amsgrad" -> UpdateKernels.amsgrad(launch);
      case "rmsProp" -> UpdateKernels.rmsProp(launch);
      case "adagrad" -> UpdateKernels.adagrad(launch);
      case "adadelta" -> UpdateKernels.adadelta(launch);
      default -> throw new IllegalArgumentException("there is no kernel " + kernel);
    }
  }
}
