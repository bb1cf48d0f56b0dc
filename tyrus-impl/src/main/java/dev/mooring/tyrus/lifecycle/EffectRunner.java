package dev.mooring.tyrus.lifecycle;

/** Does what effects say, each by a method of its name. */
public interface EffectRunner {

    void askBreaker();

    void releasePermit();

    void recordSuccess();

    void recordFailure(Effect.RecordFailure effect);

    void awaitCircuit();

    void connect(Effect.Connect effect);

    void retarget(Effect.Retarget effect);

    void rotate();

    void closeConnection(Effect.CloseConnection effect);

    void abort(Effect.Abort effect);

    void scheduleRetry(Effect.ScheduleRetry effect);

    void scheduleSpread(Effect.ScheduleSpread effect);

    void cancelRetry();

    void watchStability(Effect.WatchStability effect);

    void watchClose(Effect.WatchClose effect);

    void announce(Effect.Announce effect);

    void attach(Effect.Attach effect);

    void detach(Effect.Detach effect);

    void finish(Effect.Finish effect);
}
