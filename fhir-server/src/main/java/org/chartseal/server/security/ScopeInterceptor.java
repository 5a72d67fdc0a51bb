package org.chartseal.server.security;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import java.util.Set;
import org.chartseal.server.security.SmartScope.Permission;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * Enforces SMART scopes in HAPI: an allow-list of operations, everything else refused. Where one request carries others
 * (batch, transaction, conditional operations) each resource is checked again where it is stored or shown.
 *
 * <p>Scopes come first, then consent: both must permit.
 */
@Interceptor
public final class ScopeInterceptor {
    private static final String ANY = "*";
    // Not $subsumes: HAPI answers it from a full-text index, which would hold in the clear what bodies seal.
    private static final Set<String> OPEN_OPERATIONS =
            Set.of("$validate", "$expand", "$lookup", "$validate-code", "$translate", "$integrity-proof");
    private static final Set<String> OFFICER_OPERATIONS = Set.of("$erase", "$legal-hold", "$rotate-keys", "$scrub");
    private static final Set<String> COMPARTMENT_OPERATIONS = Set.of("$everything");
    // The content of these decides who may see what, or proves who did; each has one writer.
    private static final Set<String> OFFICER_WRITES = Set.of("Consent");
    private static final Set<String> UNCHANGEABLE = Set.of("AuditEvent");

    /** Whether anybody may call an operation, named with or without its {@code $}. */
    public static boolean allows(String operation) {
        String name = operation.startsWith("$") ? operation : "$" + operation;
        return OPEN_OPERATIONS.contains(name)
                || COMPARTMENT_OPERATIONS.contains(name)
                || OFFICER_OPERATIONS.contains(name);
    }

    /** Whether nobody may change a resource of this type once it is stored. */
    public static boolean unchangeable(String type) {
        return UNCHANGEABLE.contains(type);
    }

    /** Refuses a request that no granted scope covers. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void incoming(RequestDetails request, RestOperationTypeEnum operation) {
        if (operation == RestOperationTypeEnum.METADATA || request instanceof SystemRequestDetails) {
            return;
        }
        Caller caller = caller();
        String type = request.getResourceName();
        switch (operation) {
            case READ, VREAD, HISTORY_INSTANCE -> require(caller, type, Permission.READ);
            case SEARCH_TYPE, HISTORY_TYPE -> {
                require(caller, type, Permission.SEARCH);
                requirePlainSearch(caller, request);
            }
            case SEARCH_SYSTEM, HISTORY_SYSTEM -> require(caller, ANY, Permission.SEARCH);
            case CREATE -> require(caller, type, Permission.CREATE);
            case UPDATE, PATCH -> require(caller, type, Permission.UPDATE);
            case DELETE -> require(caller, type, Permission.DELETE);
            // Each entry of these is checked by itself; a page is bound to whoever searched.
            case TRANSACTION, GET_PAGE -> {}
            case EXTENDED_OPERATION_SERVER, EXTENDED_OPERATION_TYPE, EXTENDED_OPERATION_INSTANCE, VALIDATE ->
                requireOperation(caller, request, operation);
            default -> throw refused("the interaction " + operation.getCode());
        }
    }

    /** Checks a resource about to be created, in whatever request. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void creating(IBaseResource resource, @Nullable RequestDetails request) {
        storing(resource, request, Permission.CREATE);
    }

    /** Checks a resource about to be updated, in whatever request. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updating(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
        storing(after, request, Permission.UPDATE);
    }

    /** Checks a resource about to be deleted, in whatever request. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
    public void deleting(IBaseResource resource, @Nullable RequestDetails request) {
        storing(resource, request, Permission.DELETE);
    }

    /** Leaves out of an answer what no scope covers, rather than failing the whole of it. */
    @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
    public void showing(IPreResourceShowDetails resources, @Nullable RequestDetails request) {
        if (request == null || request instanceof SystemRequestDetails) {
            return;
        }
        Caller caller = caller();
        for (int i = 0; i < resources.size(); i++) {
            IBaseResource resource = resources.getResource(i);
            if (resource != null && !visible(caller, resource.fhirType())) {
                resources.setResource(i, null);
            }
        }
    }

    private static boolean visible(Caller caller, String type) {
        // Its writer may see the answer to a write.
        return type.equals("OperationOutcome")
                || type.equals("Bundle")
                || type.equals("Parameters")
                || caller.may(type, Permission.READ)
                || caller.may(type, Permission.SEARCH)
                || caller.may(type, Permission.CREATE)
                || caller.may(type, Permission.UPDATE);
    }

    private static void storing(IBaseResource resource, @Nullable RequestDetails request, Permission permission) {
        if (request instanceof SystemRequestDetails) {
            return;
        }
        Caller caller = caller();
        String type = resource.fhirType();
        require(caller, type, permission);
        if (OFFICER_WRITES.contains(type) && caller.role() != Role.PRIVACY_OFFICER) {
            throw refused("to write a " + type + ", which only the patient or the privacy officer may");
        }
        if (UNCHANGEABLE.contains(type) && permission != Permission.CREATE) {
            throw refused("to change an " + type + ", which nobody may");
        }
    }

    private static void requireOperation(Caller caller, RequestDetails request, RestOperationTypeEnum operation) {
        String name = request.getOperation();
        if (operation == RestOperationTypeEnum.VALIDATE || (name != null && OPEN_OPERATIONS.contains(name))) {
            if (request.getResourceName() != null && request.getId() != null) {
                require(caller, request.getResourceName(), Permission.READ);
            }
            return;
        }
        if (name != null && OFFICER_OPERATIONS.contains(name) && caller.role() == Role.PRIVACY_OFFICER) {
            return;
        }
        if (name != null && COMPARTMENT_OPERATIONS.contains(name)) {
            require(caller, request.getResourceName(), Permission.READ);
            require(caller, request.getResourceName(), Permission.SEARCH);
            return;
        }
        throw refused("the operation " + (name == null ? "asked for" : name));
    }

    /** Whoever may not search every type gets no parameter that looks through one type at another. */
    private static void requirePlainSearch(Caller caller, RequestDetails request) {
        if (caller.may(ANY, Permission.SEARCH)) {
            return;
        }
        for (String parameter : request.getParameters().keySet()) {
            if (parameter.startsWith("_has") || parameter.indexOf('.') >= 0 || parameter.equals("_filter")) {
                throw refused("a search parameter that reaches into other resource types");
            }
        }
    }

    private static void require(Caller caller, @Nullable String type, Permission permission) {
        if (type == null || !caller.may(type, permission)) {
            throw refused("'" + permission.name().toLowerCase(java.util.Locale.ROOT) + "' on "
                    + (type == null || type.equals(ANY) ? "all types" : type));
        }
    }

    private static Caller caller() {
        return Callers.current().orElseThrow(() -> refused("without a role"));
    }

    private static ForbiddenOperationException refused(String what) {
        return new ForbiddenOperationException("The access token does not permit " + what);
    }
}
