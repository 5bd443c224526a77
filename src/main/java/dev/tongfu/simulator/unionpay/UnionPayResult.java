package dev.tongfu.simulator.unionpay;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the bank has to say to a request.
 *
 * @param fields beside the code, its words and what of the request is repeated
 * @param silent the bank does not answer at all
 */
record UnionPayResult(String code, String words, Map<String, String> fields, boolean silent) {
    UnionPayResult {
        fields = Map.copyOf(fields);
    }

    static UnionPayResult success(Map<String, String> fields) {
        return new UnionPayResult(UnionPayCode.SUCCESS, UnionPayCode.words(UnionPayCode.SUCCESS), fields, false);
    }

    static UnionPayResult refused(String code) {
        return new UnionPayResult(code, UnionPayCode.words(code), Map.of(), false);
    }

    /** Names the field that is missing or broken, in brackets as the real bank does. */
    static UnionPayResult refused(String code, String field) {
        return new UnionPayResult(code, UnionPayCode.words(code) + "[" + field + "]", Map.of(), false);
    }

    static UnionPayResult nothing() {
        return new UnionPayResult(UnionPayCode.GENERAL, "", Map.of(), true);
    }

    boolean succeeded() {
        return code.equals(UnionPayCode.SUCCESS);
    }

    /** All fields of the answer, before it is signed. */
    Map<String, String> answering(UnionPayRequest request) {
        var answer = new TreeMap<String, String>();
        for (var name : UnionPayAnswers.REPEATED) {
            answer.put(name, request.field(name));
        }
        answer.putAll(fields);
        answer.put("respCode", code);
        answer.put("respMsg", words);
        answer.values().removeIf(String::isEmpty);
        return answer;
    }
}
