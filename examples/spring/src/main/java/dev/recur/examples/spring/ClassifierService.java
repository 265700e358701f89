package dev.recur.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The main class of the service; [ClassifierController] has its endpoints.
@SpringBootApplication(proxyBeanMethods = false)
public class ClassifierService {
  public static void main(String[] args) {
    SpringApplication.run(ClassifierService.class, args);
  }
}
