/// Which tests check which classes of this package.
///
/// - [ClassifierService], [ClassifierController], [CurrentModel]: [ClassifierServiceTest]
package dev.recur.examples.spring;
