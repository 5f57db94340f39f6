namespace Timeline.ChangeTracking;

/// <summary>What stands in for a value, for the variables below it.</summary>
/// <param name="Wrapper">The object that the resolver made.</param>
/// <param name="Id">Its id.</param>
internal sealed record StandIn(object Wrapper, long Id);
