package dev.tongfu.reconciliation;

/**
 * Why a proposal can't be made so.
 *
 * @param pointer JSON pointer into the proposal
 * @param code what is wrong, such as {@code wrong-side}
 * @param detail the same as a sentence, and what to do
 */
public record ProposalFault(String pointer, String code, String detail) {
    static ProposalFault parameter(String name, String code, String detail) {
        return new ProposalFault("/parameters/" + name, code, detail);
    }
}
