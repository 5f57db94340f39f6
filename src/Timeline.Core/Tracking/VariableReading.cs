namespace Timeline.Tracking;

/// <summary>Asks a reader about a variable, unless there is nothing that it could start from.</summary>
internal static class VariableReading
{
    public static Reading Of(IVariableReader reader, TrackedVariable variable, Seen? parent) =>
        parent is null && variable.ParentId != 0
            ? Reading.Failed(new TimelineError.Tracking(TrackingFault.NilPath, variable.Id, variable.Path.ToString(),
                FormattableString.Invariant($"nothing was read of its parent {variable.ParentId}, so it has no value")))
            : reader.Read(variable, parent, variable.Seen);
}
