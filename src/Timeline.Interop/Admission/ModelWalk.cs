using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Timeline.Isolation;
using Timeline.Values;

namespace Timeline.Admission;

/// <summary>Asks a value, and all that hangs on it, what the types of the model demand.</summary>
/// <remarks>From a list of what is open: depth costs no stack. A mutable working space of one check.</remarks>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Whoever makes the rule is told.")]
internal sealed class ModelWalk(string rule, Findings? found)
{
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(object It, ValuePath Path)> _open = new();
    private Findings? _found = found;

    internal Findings? Run(object? value)
    {
        Meet(value, ValuePath.Root);
        while (_open.TryDequeue(out var at)) Look(at.It, ModelShape.Of(at.It.GetType()), at.Path);
        return _found;
    }

    private void Meet(object? value, ValuePath path)
    {
        if (value is null || ModelShape.Of(value.GetType()).IsPlain) return;
        if (value.GetType().IsValueType || _seen.Add(value)) _open.Enqueue((value, path));
    }

    private void Look(object it, ModelShape shape, ValuePath path)
    {
        foreach (var member in shape.Members) Try(path.Append(member.Name), at => Look(it, member, at));
        var context = new ValidationContext(it);
        foreach (var attribute in shape.Attributes)
            Try(path, at => Note(attribute.GetValidationResult(it, context), at));
        if (it is IValidatableObject asked)
        {
            Try(path, at =>
            {
                foreach (var result in asked.Validate(context) ?? []) Note(result, at);
            });
        }

        if (shape.IsCollection) Try(path, at => LookThrough((IEnumerable)it, at));
    }

    private void Look(object owner, ModelMember member, ValuePath path)
    {
        var value = member.ValueOf(owner);
        var context = new ValidationContext(owner) { MemberName = member.Name };
        foreach (var attribute in member.Attributes)
        {
            var isRight = true;
            Try(path, at =>
            {
                var result = attribute.GetValidationResult(value, context);
                isRight = result == ValidationResult.Success;
                if (!isRight) Note(result!.ErrorMessage, at);
            });
            if (!isRight && attribute is RequiredAttribute) break;
        }

        if (value is not null && member.MayHoldMore && member.Stays(owner, value)) Meet(value, path);
    }

    private void LookThrough(IEnumerable all, ValuePath path)
    {
        var index = 0;
        foreach (var element in all)
        {
            if (Pair.Of(element) is { } pair) Meet(pair.Value, path.Append(pair.Step));
            else Meet(element, path.Append(index));
            index++;
        }
    }

    private void Note(ValidationResult? result, ValuePath path)
    {
        if (result is null || result == ValidationResult.Success) return;
        var members = result.MemberNames.Where(it => !string.IsNullOrEmpty(it)).ToArray();
        if (members.Length == 0) Note(result.ErrorMessage, path);
        foreach (var member in members) Note(result.ErrorMessage, path.Append(member));
    }

    private void Note(string? message, ValuePath path) =>
        _found = Findings.Add(_found, new ValidationFailure(path, message ?? "is invalid", rule));

    /// <summary>What one part of the model throws is a reason too, and keeps no other part from being asked.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "It is kept as the cause of the refusal.")]
    private void Try(ValuePath path, Action<ValuePath> ask)
    {
        try
        {
            ask(path);
        }
        catch (Exception error)
        {
            var cause = error is TargetInvocationException { InnerException: { } inner } ? inner : error;
            _found = Findings.AddThrown(_found, rule, cause, path);
        }
    }
}
