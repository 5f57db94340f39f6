using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Timeline.ChangeTracking;

namespace Timeline.Tests.Properties.ChangeTracking;

/// <summary>Objects captured by what is in them, against the text that is written of them.</summary>
public sealed class ContentLaws
{
    private static readonly Arbitrary<int[]> Tapes = Gen.Choose(0, int.MaxValue).ArrayOf().ToArbitrary();

    [Fact]
    public void A_change_anywhere_inside_is_told_and_nothing_else_is() => Law.Holds(Tapes, tape =>
    {
        var top = new Part();
        var tracker = new ChangeTracker();
        var root = tracker.CreateVariable(top, path: "?capture=content");
        var list = tracker.CreateVariable(root, "Parts?capture=content");
        var (whole, parts) = (JsonSerializer.Serialize(top), JsonSerializer.Serialize(top.Parts));
        foreach (var seed in tape)
        {
            top.Grow(new Random(seed));
            var (wholeNow, partsNow) = (JsonSerializer.Serialize(top), JsonSerializer.Serialize(top.Parts));
            List<long> expected = [];
            if (wholeNow != whole) expected.Add(root.Id);
            if (partsNow != parts) expected.Add(list.Id);
            Assert.Equal(expected, tracker.DetectChanges().Select(it => it.VariableId));
            Assert.Equal((wholeNow, partsNow), ($"{root.ValueJson}", $"{list.ValueJson}"));
            (whole, parts) = (wholeNow, partsNow);
        }
    });

    internal sealed class Part
    {
        public int Number { get; set; }

        public List<Part> Parts { get; } = [];

        public Dictionary<string, int[]> Rows { get; } = [];

        public void Grow(Random random)
        {
            if (Parts.Count > 0 && random.Next(2) == 0)
            {
                Parts[random.Next(Parts.Count)].Grow(random);
                return;
            }

            switch (random.Next(5))
            {
                case 0: Number = random.Next(3); break;
                case 1: Parts.Add(new Part()); break;
                case 2: Rows["ab"[random.Next(2)..][..1]] = [random.Next(2), random.Next(2)]; break;
                case 3 when Rows.TryGetValue("a", out var row): row[random.Next(2)] = random.Next(2); break;
                case 4 when Parts.Count > 0: Parts.RemoveAt(0); break;
                default: break;
            }
        }
    }
}
