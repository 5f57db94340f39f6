using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Timeline.Telemetry;
using Timeline.Values;

namespace Timeline.Admission;

/// <summary>What the rules found wrong with one value, and what they threw.</summary>
/// <remarks>Made when the first thing is found: a value that is right costs nothing.</remarks>
internal sealed class Findings
{
    private readonly ImmutableArray<ValidationFailure>.Builder _failures =
        ImmutableArray.CreateBuilder<ValidationFailure>();

    private readonly List<Exception> _thrown = [];

    internal static Findings? Add(Findings? soFar, string rule, string? reason) => reason is null
        ? soFar
        : Add(soFar, new ValidationFailure(ValuePath.Root, reason, rule));

    internal static Findings? Add(Findings? soFar, string rule, IEnumerable<string>? reasons)
    {
        foreach (var reason in reasons ?? []) soFar = Add(soFar, rule, reason);
        return soFar;
    }

    internal static Findings Add(Findings? soFar, ValidationFailure failure)
    {
        soFar ??= new Findings();
        soFar._failures.Add(failure);
        return soFar;
    }

    internal static Findings AddThrown(Findings? soFar, string rule, Exception error, ValuePath? path = null)
    {
        var message = $"the rule '{rule}' threw {Words.Of(error)}";
        soFar = Add(soFar, new ValidationFailure(path ?? ValuePath.Root, message, rule));
        soFar._thrown.Add(error);
        return soFar;
    }

    /// <summary>What was found in a part, added to what was found in the whole.</summary>
    internal static Findings? Add(Findings? soFar, PathSegment at, Findings? part)
    {
        if (part is null) return soFar;
        soFar ??= new Findings();
        var path = ValuePath.Root.Append(at);
        soFar._failures.AddRange(part._failures.Select(it => it with { Path = path.Concat(it.Path) }));
        soFar._thrown.AddRange(part._thrown);
        return soFar;
    }

    /// <summary>The refusal of a value: counted, said to the log, and to be thrown.</summary>
    internal ValueRejectedException ToException(string variable, ILogger log) =>
        new(variable, Refused(variable, log), Cause);

    /// <summary>The reasons of a refusal, which is counted and said to the log.</summary>
    internal ImmutableArray<ValidationFailure> Refused(string variable, ILogger log)
    {
        Refusals.Tell(log, variable, "rule");
        return _failures.ToImmutable();
    }

    private Exception? Cause => _thrown switch
    {
        [] => null,
        [var only] => only,
        _ => new AggregateException(_thrown),
    };
}
