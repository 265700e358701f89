/// Tests of the examples: [ExamplesTest] runs every program.
package dev.recur.examples;
