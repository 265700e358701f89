/// Jobs that a recurrent network can be asked to do, their settings, and the models that come of
/// them.
package dev.recur.task;
