using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Tests.Unit.Changes;

/// <summary>Patches whose copies are few and long.</summary>
public sealed class CopiedTextTests
{
    private static readonly Value Long = Right(Json.Parse($"{{\"x\":\"{new string('y', 1 << 20)}\",\"l\":[]}}"));

    [Theory]
    [InlineData("/x", "/l/-", 1100, true)]
    [InlineData("/x", "/l/-", 900, false)]
    [InlineData("", "/k", 12, true)]
    [InlineData("", "/k", 9, false)]
    public void A_document_that_copies_make_longer_than_any_text_is_refused(
        string from, string to, int times, bool isTooLong)
    {
        var operations = Enumerable.Range(0, times).Select(i => new JsonPatchOperation.Copy(
            ValuePath.Of(from), ValuePath.Of(from.Length == 0 ? $"{to}{i}" : to)));
        var patch = JsonPatch.From(operations);
        if (isTooLong) AssertTooLong(patch.Apply(Long));
        else _ = Right(patch.Apply(Long));
    }

    [Fact]
    public void A_chain_of_patches_is_refused_where_the_document_becomes_longer_than_any_text()
    {
        var patch = JsonPatch.From(Enumerable.Repeat(
            new JsonPatchOperation.Copy(ValuePath.Of("/x"), ValuePath.Of("/l/-")), 300));
        var value = Long;
        for (var i = 0; i < 3; i++) value = Right(patch.Apply(value));
        AssertTooLong(patch.Apply(value));
    }

    private static void AssertTooLong(LanguageExt.Either<TimelineError, Value> answer) =>
        Assert.Contains("too long to be written", Left(answer).Message, StringComparison.Ordinal);
}
