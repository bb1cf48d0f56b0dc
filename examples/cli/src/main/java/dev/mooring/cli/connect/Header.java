package dev.mooring.cli.connect;

/** One header of the upgrade request. Its value may be a secret: it is never printed. */
record Header(String name, String value) {

    @Override
    public String toString() {
        return name + ": ...";
    }
}
