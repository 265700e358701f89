package dev.recur.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.Map;

/// Answers of ONNX Runtime with one thread, from token ids to probabilities.
final class OnnxAnswers implements Answering.Model {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final long[][] ids;

  OnnxAnswers(TextModel files) throws IOException, OrtException {
    ids = files.ids();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(files.onnx().toString(), options);
    }
  }

  @Override
  public String name() {
    return "ONNX Runtime " + environment.getVersion();
  }

  @Override
  public double[] probabilities(int text) throws OrtException {
    long[] row = ids[text];
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(row), new long[] {row.length, 1});
        OrtSession.Result result = session.run(Map.of("ids", input))) {
      float[] values = ((float[][]) result.get(0).getValue())[0];
      double[] answer = new double[values.length];
      for (int c = 0; c < answer.length; c++) {
        answer[c] = values[c];
      }
      return answer;
    }
  }
}
