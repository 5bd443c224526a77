package dev.tongfu.load.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Processor time of processes, from Linux's {@code /proc}. */
final class CpuTime {
    /** USER_HZ, the same on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private CpuTime() {}

    /** Seconds of one process. */
    static double ofProcess(long pid) throws IOException {
        return sum(stat(Path.of("/proc", Long.toString(pid))), USER, USER + 1);
    }

    /** Seconds of a process, of its children that live and of those that ended. */
    static double ofFamily(long pid) throws IOException {
        double seconds = sum(stat(Path.of("/proc", Long.toString(pid))), USER, CHILDREN_SYSTEM);
        try (var folders = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var folder : folders) {
                var stat = statOrNothing(folder);
                if (!stat.isEmpty() && stat.get(PARENT).equals(Long.toString(pid))) {
                    seconds += sum(stat, USER, CHILDREN_SYSTEM);
                }
            }
        }
        return seconds;
    }

    /** Seconds of those children of a PostgreSQL server that serve one role and live. */
    static double ofRole(long serverPid, String role) throws IOException {
        double seconds = 0;
        try (var folders = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var folder : folders) {
                var stat = statOrNothing(folder);
                boolean child = !stat.isEmpty() && stat.get(PARENT).equals(Long.toString(serverPid));
                if (child && title(folder).startsWith("postgres: " + role + " ")) {
                    seconds += sum(stat, USER, USER + 1);
                }
            }
        }
        return seconds;
    }

    private static String title(Path folder) {
        try {
            return Files.readString(folder.resolve("cmdline"));
        } catch (IOException ended) {
            return "";
        }
    }

    /** Seconds of this process's children that ended. */
    static double ofEndedChildren() throws IOException {
        return sum(stat(Path.of("/proc/self")), CHILDREN_USER, CHILDREN_SYSTEM);
    }

    static String memory(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
                .findFirst()
                .orElse("?");
    }

    static String loadAverage() throws IOException {
        return String.join(" ", List.of(Files.readString(Path.of("/proc/loadavg")).split(" ")).subList(0, 3));
    }

    private static double sum(List<String> stat, int first, int last) {
        return stat.subList(first, last + 1).stream().mapToLong(Long::parseLong).sum() / TICKS_PER_SECOND;
    }

    private static List<String> statOrNothing(Path folder) {
        try {
            return stat(folder);
        } catch (IOException ended) {
            return List.of();
        }
    }

    /** The fields after the name, which may hold blanks and brackets of its own. */
    private static List<String> stat(Path folder) throws IOException {
        String line = Files.readString(folder.resolve("stat"));
        return List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
    }
}
