/// Tokens to tags: the simple taggers that a network is compared with.
package dev.recur.task.tag;
