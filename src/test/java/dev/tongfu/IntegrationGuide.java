package dev.tongfu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The blocks of {@code docs/integrate.md}; what one is say the words behind its language.
 *
 * <ul>
 *   <li>{@code file=NAME}: a file of that name, in the folder where everything else runs.
 *   <li>{@code run}: typed into a terminal there. It prints the {@code text} block right below it, or nothing;
 *       {@code …} stands for anything within a line. With {@code java} behind, payments are told to the Java receiver.
 *   <li>{@code keep}: started before all others and left alone. Its {@code text} block is what it says in the end, in
 *       this order, among other lines.
 *   <li>{@code http} is there to be looked at only.
 * </ul>
 */
final class IntegrationGuide {
    private static final String FENCE = "```";

    private final List<Block> blocks;

    private IntegrationGuide(List<Block> blocks) {
        this.blocks = blocks;
    }

    /** @param words language first */
    record Block(String heading, List<String> words, String text) {
        boolean is(String word) {
            return words.contains(word);
        }

        /** Empty for a block that is no file. */
        String fileName() {
            return words.stream()
                    .filter(word -> word.startsWith("file="))
                    .map(word -> word.substring("file=".length()))
                    .findFirst()
                    .orElse("");
        }

        /** Whether it is only text below what prints it. */
        boolean printed() {
            return words.equals(List.of("text"));
        }
    }

    /** Commands and the lines they print. */
    record Session(Block commands, List<String> printed) {
        String name() {
            return commands.heading() + ": "
                    + commands.text().lines().findFirst().orElse("");
        }
    }

    static IntegrationGuide read(Path file) throws IOException {
        var blocks = new ArrayList<Block>();
        var heading = "";
        var lines = Files.readAllLines(file).iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("#")) {
                heading = line.replaceFirst("#+ ", "");
            }
            if (line.startsWith(FENCE)) {
                var words = List.of(line.substring(FENCE.length()).split(" "));
                var text = new StringBuilder();
                for (String inside = lines.next(); !inside.equals(FENCE); inside = lines.next()) {
                    text.append(inside).append('\n');
                }
                blocks.add(new Block(heading, words, text.toString()));
            }
        }
        return new IntegrationGuide(List.copyOf(blocks));
    }

    Stream<Block> blocks() {
        return blocks.stream();
    }

    String file(String name) {
        return blocks().filter(block -> block.fileName().equals(name))
                .findFirst()
                .orElseThrow()
                .text();
    }

    void writeFiles(Path folder) throws IOException {
        for (var block : blocks) {
            if (!block.fileName().isEmpty()) {
                Files.writeString(folder.resolve(block.fileName()), block.text());
            }
        }
    }

    /** In the order of the guide. */
    List<Session> sessions(String word) {
        var sessions = new ArrayList<Session>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).is(word)) {
                sessions.add(new Session(blocks.get(i), printedBelow(i)));
            }
        }
        return sessions;
    }

    private List<String> printedBelow(int i) {
        boolean printed = i + 1 < blocks.size() && blocks.get(i + 1).printed();
        return printed ? Arrays.asList(blocks.get(i + 1).text().split("\n")) : List.of();
    }
}
