using System.Collections.Immutable;
using System.Reflection;
using Timeline.Causality;
using Timeline.ChangeLogs;
using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Tests.Unit.Events;
using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.Tests.Unit.Repository;

/// <summary>All errors speak with one voice: a clause that can stand behind a name and a colon.</summary>
public sealed class ErrorStyleTests
{
    public static TheoryData<string> Cases =>
        [.. typeof(TimelineError).GetNestedTypes().Where(type => !type.IsAbstract).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_message_is_one_line_that_begins_small_and_ends_without_a_stop(string name)
    {
        var message = Sample(typeof(TimelineError).GetNestedType(name)!).Message;
        Assert.DoesNotMatch("^[A-Z]", message);
        Assert.DoesNotMatch(@"[.\s]$", message);
        Assert.DoesNotContain('\n', message);
    }

    private static TimelineError Sample(Type type)
    {
        var constructor = type.GetConstructors().Single(it => it.GetParameters() is not [var only] || only.ParameterType != type);
        return (TimelineError)constructor.Invoke([.. constructor.GetParameters().Select(Argument)]);
    }

    private static object? Argument(ParameterInfo parameter)
    {
        var id = new VersionId(new byte[VersionId.Size]);
        object[] samples =
        [
            1, 1L, "some text", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), HistoryName.Of("a.json"),
            BranchName.Main, id, new VersionRef(1, id), new TimelineError.HistoryEmpty(), ImmutableArray.Create("one"),
            TrackingFault.Path, new InvalidOperationException("some words"), ReplicaId.Of("alice"), new Dot(ReplicaId.Of("alice"), 1),
            default(HybridTimestamp),
            TimeSpan.FromMinutes(1), SampleEvent.Draft.Id, ImmutableArray.Create(SampleEvent.Draft.Id),
            Right(Event.Create(SampleEvent.Draft)), ImmutableArray.Create(new FieldFault("payload", "is missing")),
            Right(ErrorEntry.Create(SampleEvent.Failure)), Value.Of("lost"),
            new ChangeEntryId(Guid.Empty, 7),
        ];
        var wanted = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return samples.FirstOrDefault(wanted.IsInstanceOfType)
            ?? throw new NotSupportedException($"There is no sample of {wanted} yet.");
    }
}
