using System.Diagnostics.CodeAnalysis;

namespace Timeline.Crdts;

/// <summary>What is wrong with bytes that are read as a state; caught where reading begins.</summary>
/// <remarks>Never leaves this room: what is public gives a <see cref="TimelineError"/>.</remarks>
[SuppressMessage("Design", "CA1032", Justification = "It is made here only, and always with a reason.")]
[SuppressMessage("Design", "CA1064", Justification = "It never leaves this room.")]
internal sealed class CrdtFault(string reason) : Exception(reason);
