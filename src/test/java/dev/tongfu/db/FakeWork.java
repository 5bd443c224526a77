package dev.tongfu.db;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Work whose statements end when the test says so. An item is {@code key} or {@code key=body}. */
final class FakeWork implements BatchWork<String, String> {
    final List<Call> executions = new ArrayList<>();
    final List<Call> rereads = new ArrayList<>();
    boolean repeatable = true;

    record Call(List<String> items, Promise<Map<String, String>> promise) {
        /** Every item is new. */
        void succeed() {
            var answers = new LinkedHashMap<String, String>();
            items.forEach(item -> answers.put(keyOf(item), "new " + item));
            promise.complete(answers);
        }

        void answer(Map<String, String> answers) {
            promise.complete(answers);
        }

        void fail(Throwable failure) {
            promise.fail(failure);
        }

        void refuse(String sqlState) {
            promise.fail(new PgException("refused", "ERROR", sqlState, "detail"));
        }
    }

    Call execution(int index) {
        return executions.get(index);
    }

    Call reread(int index) {
        return rereads.get(index);
    }

    private static String keyOf(String item) {
        return item.split("=", 2)[0];
    }

    @Override
    public String key(String item) {
        return keyOf(item);
    }

    @Override
    public int bytes(String item) {
        return item.length();
    }

    @Override
    public Future<Map<String, String>> execute(List<String> itemsByKey) {
        return record(executions, itemsByKey);
    }

    @Override
    public Future<Map<String, String>> reread(List<String> items) {
        return record(rereads, items);
    }

    @Override
    public Optional<String> repeated(String second, String first, String outcome) {
        if (!repeatable) {
            return Optional.empty();
        }
        return Optional.of((first.equals(second) ? "replay " : "conflict ") + second);
    }

    private static Future<Map<String, String>> record(List<Call> calls, List<String> items) {
        var call = new Call(items, Promise.promise());
        calls.add(call);
        return call.promise().future();
    }
}
