using Timeline.Causality;

namespace Timeline.Tests.Properties.Simulating;

/// <summary>A replica that left for good, as all are told: who takes over what is its own, and its last step.</summary>
internal sealed record Departure(ReplicaId Who, ReplicaId Heir, long Last);
