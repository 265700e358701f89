/// What jobs on texts share: how texts become numbers, what the network looks like, pretrained
/// vectors.
package dev.recur.task.text;
