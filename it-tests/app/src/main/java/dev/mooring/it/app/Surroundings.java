package dev.mooring.it.app;

import jakarta.enterprise.context.RequestScoped;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What the code of an application finds around it. Of a request, so that it works in one alone. */
@RequestScoped
public class Surroundings {

    public String describe() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return "thread " + Thread.currentThread().getName() + "\nloader "
                + (loader == Surroundings.class.getClassLoader() ? "ours" : loader) + "\nmodule " + module();
    }

    @SuppressWarnings("BanJNDI") // a name that is a constant
    private static String module() {
        try {
            return (String) new InitialContext().lookup("java:module/ModuleName");
        } catch (NamingException e) {
            return e.toString();
        }
    }
}
