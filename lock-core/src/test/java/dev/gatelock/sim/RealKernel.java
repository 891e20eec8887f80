package dev.gatelock.sim;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The kernel of this machine, driven through {@code kernel_driver.py}: real processes, one call at a time. */
final class RealKernel implements AutoCloseable {
    private final Path script;
    private final Process driver;
    private final BufferedReader from;
    private final BufferedWriter to;
    private final boolean root;

    private RealKernel() throws IOException {
        script = Files.createTempFile("kernel_driver", ".py");
        try (InputStream in = RealKernel.class.getResourceAsStream("kernel_driver.py")) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
        driver = new ProcessBuilder("python3", script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        from = new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        to = new BufferedWriter(new OutputStreamWriter(driver.getOutputStream(), StandardCharsets.UTF_8));
        root = "0".equals(from.readLine());
    }

    /** Null where it cannot be driven. */
    static RealKernel startOrNull() throws IOException {
        if (!Files.isDirectory(Path.of("/proc/self/fdinfo"))) {
            return null;
        }
        try {
            if (new ProcessBuilder("python3", "-c", "import os; os.pidfd_open(os.getpid())")
                            .start()
                            .waitFor()
                    != 0) {
                return null;
            }
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return new RealKernel();
    }

    boolean isRoot() {
        return root;
    }

    /** One command, one answer. */
    String tell(String command) throws IOException {
        to.write(command + "\n");
        to.flush();
        String answer = from.readLine();
        if (answer == null) {
            throw new IOException("the driver ended at: " + command);
        }
        return answer;
    }

    /** The driver ends its processes when its input ends. */
    @Override
    public void close() {
        try {
            to.close();
            driver.waitFor();
            Files.delete(script);
        } catch (IOException e) {
            driver.destroyForcibly();
        } catch (InterruptedException e) {
            driver.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
