/// The training loop ([Trainer]), its events, the policies that stop it or choose its best epoch,
/// and the state that a checkpoint keeps. It knows no task.
package dev.recur.train;
