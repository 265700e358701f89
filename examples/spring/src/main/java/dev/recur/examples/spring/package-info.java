/// A classifier as a Spring Boot service, small enough to copy from.
///
/// ```sh
/// ./mvnw -Dquick -Dmaven.test.skip=true -pl examples/spring -am package
/// java --add-modules jdk.incubator.vector -jar examples/spring/target/recur-example-spring-*.jar \
///     --recur.model=reviews.recur
/// curl localhost:8080/classify -H "Content-Type: application/json" -d '{"text": "a fine film"}'
/// curl -X POST localhost:8080/model    # after a new file has replaced reviews.recur
/// ```
///
/// Spring Boot runs on the class path, so the vector module has to be added, with `--add-modules
/// jdk.incubator.vector` as above or in the environment variable `JDK_JAVA_OPTIONS`; an entry of a
/// jar cannot do it. Without it the answers are the same to the bit, and take longer.
@NullMarked
package dev.recur.examples.spring;

import org.jspecify.annotations.NullMarked;
