package dev.mooring.tyrus.netty;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What all transports must do alike. */
@ParameterizedClass
@EnumSource(Carrier.class)
abstract class ContractTest extends TransportFixture {}
