/// What jobs on texts share: how texts become numbers, the architecture of the network, pretrained
/// vectors.
package dev.recur.task.text;
