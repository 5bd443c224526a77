package dev.tongfu.bank.abc;

/** How large a transaction and its answer may be. */
enum AbcSize {
    SINGLE,
    BATCH,
    STATEMENT;

    int requestBytesMax(AbcConfig config) {
        return this == BATCH
                ? config.limits().batchRequestBytesMax()
                : config.limits().requestBytesMax();
    }

    int answerBytesMax(AbcConfig config) {
        return switch (this) {
            case SINGLE -> config.http().answerBytesMax();
            case BATCH -> config.limits().batchAnswerBytesMax();
            case STATEMENT -> config.statement().answerBytesMax();
        };
    }
}
