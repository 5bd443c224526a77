package dev.tongfu.simulator.tour;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How much memory the process took at most. */
final class DayMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long MIB = 1_048_576;

    private DayMemory() {}

    /** The heap's pools at their highest and, where the system tells, the whole process. */
    static String peak() {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(java.lang.management.MemoryUsage::getUsed)
                .sum();
        return String.format(Locale.ROOT, "peak heap %d MiB, %s", heap / MIB, resident());
    }

    private static String resident() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .findFirst()
                    .map(line -> "peak resident " + line.replaceAll("\\D", "") + " KiB")
                    .orElse("resident size unknown");
        } catch (IOException | java.io.UncheckedIOException elsewhere) {
            return "resident size unknown";
        }
    }
}
