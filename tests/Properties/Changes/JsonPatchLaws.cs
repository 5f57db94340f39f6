using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Tests.Properties.Changes;

public sealed class JsonPatchLaws
{
    [Fact]
    public void A_patch_comes_back_from_its_JSON_Patch_text() =>
        Tape.Holds(Documents.Pair, pair =>
        {
            var patch = Diff.Between(pair.Before, pair.After, pair.Options);
            var read = Right(JsonPatch.Parse(patch.ToJsonPatch().ToUtf8()));
            Assert.Equal(patch.ToJsonPatch(), read);
            Assert.Equal(patch, Right(read.ToPatch(pair.Before)));
        }, 1000);

    [Fact]
    public void Applying_the_JSON_Patch_of_a_patch_is_applying_the_patch() =>
        Tape.Holds(Documents.Pair, pair =>
        {
            var patch = Diff.Between(pair.Before, pair.After, pair.Options);
            var expected = Right(patch.Apply(pair.Before));
            Assert.True(expected.ExactlyEquals(Right(patch.ToJsonPatch().Apply(pair.Before))));
            Assert.True(expected.ExactlyEquals(Right(patch.ToJsonPatch(tested: true).Apply(pair.Before))));
        }, 1000);

    [Fact]
    public void A_text_reads_as_the_patch_or_the_fault_that_its_value_reads_as() =>
        Tape.Holds(tape => Scribbled(tape, Operations(tape).ToString()), text =>
        {
            var utf8 = System.Text.Encoding.UTF8.GetBytes(text);
            var expected = Json.Parse(utf8).Bind(JsonPatch.FromValue);
            Assert.Equal(expected, JsonPatch.Parse(utf8));
        }, 3000);

    [Fact]
    public void A_replacement_taken_at_a_glance_is_the_patch_that_its_value_reads_as() =>
        Tape.Holds(tape => (Scribbled(tape, Replacement(tape).ToString()), tape.Below(30)), made =>
        {
            var utf8 = System.Text.Encoding.UTF8.GetBytes(made.Item1);
            var limits = new JsonLimits { TextBytes = made.Item2, Digits = 3, Bytes = 40 + made.Item2 };
            if (PlainReplacement.TryRead(utf8, limits, new ReadCache(utf8.Length)) is not { } glanced) return;
            var expected = Right(Json.Parse(utf8, limits).Bind(JsonPatch.FromValue));
            Assert.Equal(expected, JsonPatch.From([glanced]));
            Assert.Equal(expected.ToString(), JsonPatch.From([glanced]).ToString());
        }, 5000);

    [Fact]
    public void The_text_is_the_value_written_compactly() =>
        Tape.Holds(Documents.Pair, pair =>
        {
            var patch = Diff.Between(pair.Before, pair.After, pair.Options).ToJsonPatch();
            Assert.Equal(patch.ToValue().ToString(), patch.ToString());
            Assert.Equal(patch, Right(JsonPatch.FromValue(patch.ToValue())));
        });

    [Fact]
    public void Operations_give_the_same_value_whether_applied_or_turned_into_a_patch() =>
        Tape.Holds(tape => (Documents.Document(tape), Operations(tape)), made =>
        {
            var (before, operations) = made;
            var text = before.ToString();
            var applied = operations.Apply(before);
            var patch = operations.ToPatch(before);
            Assert.Equal(applied.IsRight, patch.IsRight);
            Assert.Equal(text, before.ToString());
            if (applied.IsLeft)
            {
                Assert.Equal(Left(applied), Left(patch));
                return;
            }

            var reached = Right(Right(patch).Apply(before));
            Assert.True(reached.ExactlyEquals(Right(applied)), $"{reached} is not {Right(applied)}");
            Assert.Equal(before, Right(Right(patch).Invert().Apply(reached)));
        }, 2000);

    [Fact]
    public void Laying_a_merge_patch_over_the_old_value_gives_the_new_one() =>
        Tape.Holds(Documents.Pair, pair =>
        {
            var patch = MergePatch.Between(pair.Before, pair.After);
            if (patch.IsRight) Assert.Equal(pair.After, MergePatch.Apply(pair.Before, Right(patch)));
            else Assert.Contains("null", pair.After.ToString(), StringComparison.Ordinal);
        }, 1000);

    /// <summary>A text with up to two small things in it changed, so that it is still JSON now and then.</summary>
    private static string Scribbled(Tape tape, string text)
    {
        for (var i = tape.Below(3); i > 0; i--)
        {
            var at = tape.Below(text.Length);
            text = tape.Below(6) switch
            {
                0 => text.Insert(at, tape.Of(" ", "\n", "/", "~", "\\", "é")),
                1 => text.Remove(at, 1),
                2 => text.Replace("\"op\":", tape.Of("\"note\":[{}],\"op\":", "\"\\u006fp\":", "\"value\":null,\"op\":")),
                3 => text.Replace("/", tape.Of("/~1", "/~0", "/~2", "/1/", "/\\u0061")),
                4 => text.Replace("\"path\":", tape.Of("\"before\":1,\"path\":", "\"path\":\"\",\"path\":", "\"from\":")),
                _ => text + tape.Of("]", " ", ",", "1"),
            };
        }

        return text;
    }

    private static JsonPatch Replacement(Tape tape) => JsonPatch.From(
        [new JsonPatchOperation.Replace(Path(tape), tape.OneIn(8) ? Documents.Any(tape, 1) : Documents.Scalar(tape))]);

    private static JsonPatch Operations(Tape tape)
    {
        var operations = new List<JsonPatchOperation>();
        for (var i = tape.Below(5); i >= 0; i--)
        {
            var (path, from) = (Path(tape), Path(tape));
            var next = tape.OneIn(3) ? Documents.Key(tape) : null;
            operations.Add(tape.Below(7) switch
            {
                0 => new JsonPatchOperation.Add(path, Documents.Any(tape, 2), next),
                1 => new JsonPatchOperation.Remove(path),
                2 => new JsonPatchOperation.Replace(path, Documents.Any(tape, 2)),
                3 => new JsonPatchOperation.Move(from, path, next, tape.OneIn(2)),
                4 => new JsonPatchOperation.Copy(from, path, next),
                5 => new JsonPatchOperation.Move(path, path, next, tape.OneIn(2)),
                _ => new JsonPatchOperation.Test(path, Documents.Any(tape, 1)),
            });
        }

        return JsonPatch.From(operations);
    }

    private static ValuePath Path(Tape tape)
    {
        var path = ValuePath.Root;
        for (var i = tape.Below(4); i > 0; i--)
        {
            path = tape.Below(4) switch
            {
                0 => path.Append(Documents.Key(tape)),
                1 => path.Append("-"),
                _ => path.Append(tape.Below(4)),
            };
        }

        return path;
    }
}
