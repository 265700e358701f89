package dev.recur.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Where the service starts; [ClassifierController] is what it answers.
@SpringBootApplication(proxyBeanMethods = false)
public class ClassifierService {
  public static void main(String[] args) {
    SpringApplication.run(ClassifierService.class, args);
  }
}
