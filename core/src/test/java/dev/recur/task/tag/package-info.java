/// Which tests check which classes of this package.
///
/// - [FrequentTag], [SimpleTagger]: [FrequentTagTest]
/// - [Perceptron], [TaggedWord], [TagWeights], [FeatureNumbers]: [PerceptronTest]
package dev.recur.task.tag;
