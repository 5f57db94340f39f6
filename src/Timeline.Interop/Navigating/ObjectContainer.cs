using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Timeline.Objects;
using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>Objects with members and methods.</summary>
internal class ObjectContainer(Type type, bool isCompiled) : Container(type)
{
    // Those that there are: what is missing could have any name.
    private readonly ConcurrentDictionary<(PathStepKind, string), Leg> _known = new();

    private protected bool IsCompiled { get; } = isCompiled;

    internal override Leg Go(PathStep step) => step.Kind switch
    {
        PathStepKind.Member => Known(step) ?? Member(step.Name),
        PathStepKind.Index => At(step),
        PathStepKind.Call => Known(step) ?? Method(step.Name),
        _ => new RefusedLeg(Type, Misstep.Call($"{step.Name}(_) needs a value, so it can only be set")),
    };

    /// <summary>Where an index leads.</summary>
    private protected virtual Leg At(PathStep step) => new RefusedLeg(Type, Misstep.Index(
        typeof(IEnumerable).IsAssignableFrom(Type) && Type != typeof(string)
            ? $"{TypeName.Of(Type)} can be gone through and has no indexes"
            : $"{TypeName.Of(Type)} has no indexes"));

    private Leg? Known(PathStep step) => _known.GetValueOrDefault((step.Kind, step.Name));

    private Leg Member(string name) => Members.Find(Type, name) switch
    {
        null => new RefusedLeg(Type, Misstep.Path($"{TypeName.Of(Type)} has no public member {name}; "
            + (Methods.Instead(Type, name) ?? Members.Instead(Type, name)))),
        PropertyInfo property when property.GetGetMethod() is null => new WriteOnlyLeg(Type, property),
        var member => _known.GetOrAdd((PathStepKind.Member, name), MemberLegs.Read(Type, member, IsCompiled)),
    };

    private Leg Method(string name)
    {
        var reader = Methods.FindReader(Type, name, out var why);
        return reader is null
            ? new RefusedLeg(Type, why!)
            : _known.GetOrAdd((PathStepKind.Call, name), MemberLegs.Read(Type, reader, IsCompiled));
    }
}
