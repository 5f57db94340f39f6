using Timeline.Causality;
using Timeline.Sequences;

namespace Timeline.Tests.Properties.Sequences;

/// <summary>Replicas that hear of one another by deltas alone, as bytes that get lost, repeated, late and passed on.</summary>
public sealed class DeliveryLaws
{
    private static readonly ReplicaId[] Names = [ReplicaId.Of("b"), ReplicaId.Of("a"), ReplicaId.Of("c"), ReplicaId.Of("d")];

    [Fact]
    public void Whatever_deltas_came_each_text_is_that_of_the_plain_tree_with_the_same_elements() => Law.Holds(
        Edit.Some(30),
        edits =>
        {
            var texts = Names.Select(_ => CrdtText.Empty).ToArray();
            var plain = Names.Select(_ => new NaiveText()).ToArray();
            List<(byte[] Bytes, NaiveText Plain)> sent = [];
            foreach (var edit in edits)
            {
                var (who, before, plainBefore) = (edit.Replica, texts[edit.Replica], plain[edit.Replica].Copy());
                if (edit.Kind < 4)
                    Type(edit);
                else if (edit.Kind < 6)
                    Delete(edit);
                else if (sent.Count > 0)
                    Receive(who, sent[edit.At % sent.Count]);
                Assert.Equal(plain[who].ToString(), texts[who].ToString());
                Assert.Null(SequenceCheck.Fault(texts[who].State));
                if (!ReferenceEquals(before, texts[who]))
                    sent.Add((texts[who].Delta(before).ToBytes(), plain[who].Since(plainBefore)));
            }
            foreach (var mail in sent)
                Receive(0, mail);
            Assert.Equal(plain[0].ToString(), texts[0].ToString());
            Assert.Equal(0, texts[0].WaitingCount);
            Assert.Equal(texts[0], Right(CrdtText.FromBytes(texts[0].ToBytes())));

            void Type(Edit edit)
            {
                var at = edit.At % (texts[edit.Replica].Length + 1);
                for (var i = 0; i < Math.Min(edit.Count, 4); i++)
                {
                    var value = (char)('a' + (edit.Count + i) % 26);
                    texts[edit.Replica] = Right(texts[edit.Replica].Insert(Names[edit.Replica], at + i, $"{value}"));
                    plain[edit.Replica].Insert(Names[edit.Replica].Text, at + i, value);
                }
            }

            void Delete(Edit edit)
            {
                var at = edit.At % (texts[edit.Replica].Length + 1);
                var count = Math.Min(edit.Count, texts[edit.Replica].Length - at);
                texts[edit.Replica] = Right(texts[edit.Replica].Delete(at, count));
                for (var i = 0; i < count; i++)
                    plain[edit.Replica].Delete(at);
            }

            void Receive(int who, (byte[] Bytes, NaiveText Plain) mail)
            {
                texts[who] = texts[who].Merge(Right(CrdtText.FromBytes(mail.Bytes)));
                plain[who].Merge(mail.Plain);
            }
        },
        1_000);
}
