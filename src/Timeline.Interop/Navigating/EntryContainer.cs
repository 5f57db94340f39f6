using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>Maps: members and indexes are keys.</summary>
internal sealed class EntryContainer<TEntries, TMap, TKey, TValue>(Type type, bool isCompiled)
    : ObjectContainer(type, isCompiled)
    where TEntries : struct, IEntries<TMap, TKey, TValue>
{
    internal override Leg Go(PathStep step) =>
        step.Kind is not (PathStepKind.Member or PathStepKind.Index) ? base.Go(step)
        : Keys.TryRead(typeof(TKey), step.Name, out var key)
            ? new EntryLeg<TEntries, TMap, TKey, TValue>(Type, (TKey)key)
        : Keys.Refuse(Type, typeof(TKey), step.Name);
}
