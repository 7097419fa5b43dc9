using GeoServe.Core.Catalogs.Search;
using NUnit.Framework;

namespace GeoServe.UnitTests.Catalogs;

public class PinyinTests
{
    // The 38 districts and counties as their own web sites and road signs spell them.
    private static readonly string[] s_districts =
    [
        "万州 wanzhou", "涪陵 fuling", "渝中 yuzhong", "大渡口 dadukou", "江北 jiangbei", "沙坪坝 shapingba", "九龙坡 jiulongpo", "南岸 nanan", "北碚 beibei", "綦江 qijiang", "大足 dazu", "渝北 yubei",
        "巴南 banan", "黔江 qianjiang", "长寿 changshou", "江津 jiangjin", "合川 hechuan", "永川 yongchuan", "南川 nanchuan", "璧山 bishan", "铜梁 tongliang", "潼南 tongnan", "荣昌 rongchang", "开州 kaizhou",
        "梁平 liangping", "武隆 wulong", "城口 chengkou", "丰都 fengdu", "垫江 dianjiang", "忠县 zhongxian", "云阳 yunyang", "奉节 fengjie", "巫山 wushan", "巫溪 wuxi", "石柱 shizhu", "秀山 xiushan", "酉阳 youyang", "彭水 pengshui",
    ];

    [TestCaseSource(nameof(s_districts))]
    public void Every_district_is_found_by_its_letters_and_by_their_first_ones(string district)
    {
        string name = district.Split(' ')[0], letters = district.Split(' ')[1];

        Assert.That(PinyinMatcher.Matches(letters, name, 0, out int end), Is.True);
        Assert.That(end, Is.EqualTo(name.Length));
        Assert.That(Pinyin.Slug(name), Is.EqualTo(letters));
        Assert.That(PinyinMatcher.Matches(string.Concat(name.Select(c => Pinyin.Of(c)[0][0])), name, 0, out _), Is.True);
    }

    [TestCase("chongqing", true)]
    [TestCase("zhongqing", true, Description = "the other reading of the first character")]
    [TestCase("cq", true)]
    [TestCase("chongq", true)]
    [TestCase("cqing", true)]
    [TestCase("chongqingshi", true)]
    [TestCase("cqs", true)]
    [TestCase("qc", false)]
    [TestCase("chongqinx", false)]
    [TestCase("cqsx", false)]
    public void Letters_stand_for_characters_whole_or_by_their_first_letter(string letters, bool stands) =>
        Assert.That(PinyinMatcher.Matches(letters, "重庆市", 0, out _), Is.EqualTo(stands));

    [TestCase("重庆区县 2024", "chongqingquxian-2024")]
    [TestCase("Land use (２０２３).v2", "land-use-2023-v2")]
    [TestCase("--", "")]
    public void A_slug_is_made_of_letters_digits_and_hyphens(string text, string slug) => Assert.That(Pinyin.Slug(text), Is.EqualTo(slug));
}
