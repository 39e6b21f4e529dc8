-- text_signature: near duplicates
SET search_path = csq, public;
SET extra_float_digits = 0;

CREATE TABLE said (id int, who text, at timestamptz, doc text);
INSERT INTO said VALUES
  (1, 'a', '2026-03-02 09:00Z', '小区楼下的烧烤店每天营业到凌晨两点，油烟很大，噪音扰民，多次反映没有人处理，请有关部门尽快解决。'),
  (2, 'a', '2026-03-02 09:03Z', '小区楼下的烧烤店每天营业到凌晨两点,油烟很大,噪音扰民,多次反映没有人处理,请有关部门尽快解决!'),
  (3, 'b', '2026-03-05 10:00Z', '我们小区楼下的烧烤店每天营业到凌晨两点，油烟很大，噪音扰民，多次反映没有人处理，希望有关部门尽快解决。'),
  (4, 'c', '2026-03-06 10:00Z', '地铁施工导致门前道路塌陷，车辆无法通行。'),
  (5, 'd', '2026-03-07 10:00Z', '各位领导好：小区楼下的烧烤店每天营业到凌晨两点，油烟很大，噪音扰民，多次反映没有人处理，请有关部门尽快解决。另外，地铁施工导致门前道路塌陷，车辆无法通行，老人和孩子出门都非常不方便，也请一并解决，谢谢！'),
  (6, 'e', '2026-03-08 10:00Z', 'The parcel never arrived and nobody answers the phone.'),
  (7, 'e', '2026-03-08 10:01Z', 'THE PARCEL NEVER ARRIVED, AND NOBODY ANSWERS THE PHONE!!!'),
  (8, 'f', '2026-03-09 10:00Z', '！！！'), (9, 'f', '2026-03-09 10:00Z', NULL), (10, 'g', '2026-03-09 10:00Z', '退款');
ALTER TABLE said ADD sig text_signature GENERATED ALWAYS AS (signature(doc)) STORED, ADD keys int4[] GENERATED ALWAYS AS (bands(signature(doc))) STORED;
CREATE INDEX ON said USING gin (keys);

SELECT id, sig IS NULL AS nothing, cardinality(keys) AS keys FROM said ORDER BY id;
-- what is alike: candidates by the index, likeness by the signature
SELECT a.id, b.id, similarity(a.sig, b.sig) >= 0.7 AS alike, similarity(a.sig, b.sig) = 1 AS same
FROM said a JOIN said b ON a.keys && b.keys AND a.id < b.id WHERE similarity(a.sig, b.sig) >= 0.5 ORDER BY 1, 2;
-- a text inside a longer one
SELECT round(containment(a.sig, b.sig)::numeric, 1) AS of_the_short_one, containment(b.sig, a.sig) < 0.7 AS of_the_long_one, similarity(a.sig, b.sig) < 0.7 AS alike FROM said a, said b WHERE a.id = 1 AND b.id = 5;
SELECT similarity(signature('退款'), signature('退 款。')) AS punctuation, similarity(signature('退款'), signature('退费')) AS other, similarity(NULL, signature('退款')) AS unknown;

-- the same bytes everywhere; forms
SELECT md5(csq_internal.text_signature_send(signature('The parcel never arrived. 退款一直没有到账'))) AS digest, (bands(signature('退款一直没有到账')))[1:4] AS keys;
SELECT count(DISTINCT sig), bool_and(sig::text::text_signature = sig) AS text_form, bool_and((to_jsonb(sig))::text_signature = sig) AS json FROM said;
SELECT '{"v":1,"data":"AQ=="}'::text_signature;
SELECT 'x'::text_signature;
SELECT length(signature(repeat('字', 5592406))::text);
DROP TABLE said;
