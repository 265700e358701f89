/// The training loop for any task ([Trainer]), its events, the policies that stop it or choose its
/// best epoch, and the state in a checkpoint.
package dev.recur.train;
