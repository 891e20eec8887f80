package dev.gatelock.conformance.text;

/** Paragraphs for a terminal. */
public final class Wrap {

    private static final int WIDTH = 100;

    private Wrap() {}

    /** Lines of at most a hundred characters, the first after a label, the others under it. */
    public static String labelled(String label, String text) {
        String indent = " ".repeat(label.length());
        StringBuilder out = new StringBuilder(label);
        int column = label.length();
        boolean first = true;
        for (String word : text.strip().split("\\s+")) {
            if (!first && column + 1 + word.length() > WIDTH) {
                out.append('\n').append(indent);
                column = indent.length();
                first = true;
            }
            out.append(first ? "" : " ").append(word);
            column += word.length() + (first ? 0 : 1);
            first = false;
        }
        return out.append('\n').toString();
    }
}
