package dev.tongfu.merchant;

import java.util.function.Function;

/** What became of a change: done, with what it made; or refused, with the reason in one sentence. */
public sealed interface Outcome<T> {
    <R> R match(Function<? super T, R> done, Function<String, R> refused);

    /** The change is committed. */
    record Done<T>(T value) implements Outcome<T> {
        @Override
        public <R> R match(Function<? super T, R> done, Function<String, R> refused) {
            return done.apply(value);
        }
    }

    /** Nothing was changed. */
    record Refused<T>(String sentence) implements Outcome<T> {
        @Override
        public <R> R match(Function<? super T, R> done, Function<String, R> refused) {
            return refused.apply(sentence);
        }
    }
}
