/** Parts of invented people's names, each as `Latin/own script`. */

export interface NamePart {
  latin: string;
  native: string;
}

const parts = (text: string): NamePart[] =>
  text
    .trim()
    .split(/\s*,\s*/)
    .map((pair) => {
      const [latin, native] = pair.split("/") as [string, string?];
      return { latin, native: native ?? latin };
    });

export const PAKISTAN = {
  given: parts(`
    Adeel/عدیل, Ahsan/احسن, Aqeel/عقیل, Arsalan/ارسلان, Asad/اسد, Babar/بابر, Bilal/بلال, Danish/دانش, Ehsan/احسان, Faisal/فیصل,
    Farhan/فرحان, Ghulam/غلام, Hamza/حمزہ, Haris/حارث, Imran/عمران, Jawad/جواد, Junaid/جنید, Kamran/کامران, Khurram/خرم, Mansoor/منصور,
    Moiz/معز, Mubashir/مبشر, Naveed/نوید, Noman/نعمان, Omar/عمر, Qasim/قاسم, Rashid/راشد, Rizwan/رضوان, Saad/سعد, Shahzad/شہزاد,
    Sohail/سہیل, Tahir/طاہر, Usman/عثمان, Waqas/وقاص, Yasir/یاسر, Zubair/زبیر, Aiman/ایمن, Amna/آمنہ, Ayesha/عائشہ, Bushra/بشریٰ,
    Farah/فرح, Fariha/فریحہ, Hina/حنا, Iqra/اقرا, Javeria/جویریہ, Kiran/کرن, Lubna/لبنیٰ, Maham/ماہم, Mehwish/مہوش, Nadia/نادیہ,
    Nida/ندا, Rabia/رابعہ, Saima/صائمہ, Samina/ثمینہ, Sidra/سدرہ, Sumera/سمیرا, Tehmina/تہمینہ, Uzma/عظمیٰ, Zainab/زینب, Zara/زارا`),
  family: parts(`
    Abbasi/عباسی, Akhtar/اختر, Alvi/علوی, Ansari/انصاری, Anwar/انور, Arain/آرائیں, Awan/اعوان, Baig/بیگ, Bajwa/باجوہ, Bhatti/بھٹی,
    Bukhari/بخاری, Butt/بٹ, Chaudhry/چوہدری, Cheema/چیمہ, Dar/ڈار, Farooqi/فاروقی, Gilani/گیلانی, Gondal/گوندل, Hashmi/ہاشمی, Iqbal/اقبال,
    Janjua/جنجوعہ, Javed/جاوید, Kazmi/کاظمی, Khan/خان, Khokhar/کھوکھر, Lodhi/لودھی, Malik/ملک, Mirza/مرزا, Mughal/مغل, Nadeem/ندیم,
    Naqvi/نقوی, Niazi/نیازی, Paracha/پراچہ, Qureshi/قریشی, Rana/رانا, Raza/رضا, Rehman/رحمان, Sethi/سیٹھی, Shafiq/شفیق, Sheikh/شیخ,
    Siddiqui/صدیقی, Tariq/طارق, Toor/طور, Virk/ورک, Warraich/وڑائچ, Yousaf/یوسف, Zaidi/زیدی, Zaman/زمان`),
};

export const INDIA = {
  given: parts(`
    Aarav/आरव, Abhishek/अभिषेक, Ajay/अजय, Akash/आकाश, Amit/अमित, Anil/अनिल, Arjun/अर्जुन, Ashok/अशोक, Bharat/भरत, Deepak/दीपक,
    Dinesh/दिनेश, Gaurav/गौरव, Girish/गिरीश, Harish/हरीश, Jatin/जतिन, Kapil/कपिल, Karan/करण, Lokesh/लोकेश, Manoj/मनोज, Mohit/मोहित,
    Naresh/नरेश, Nikhil/निखिल, Pankaj/पंकज, Prakash/प्रकाश, Rahul/राहुल, Rajesh/राजेश, Rakesh/राकेश, Sandeep/संदीप, Sanjay/संजय, Suresh/सुरेश,
    Tarun/तरुण, Umesh/उमेश, Varun/वरुण, Vikram/विक्रम, Vinod/विनोद, Yogesh/योगेश, Aditi/अदिति, Anjali/अंजलि, Asha/आशा, Bhavna/भावना,
    Deepika/दीपिका, Geeta/गीता, Isha/ईशा, Jyoti/ज्योति, Kavita/कविता, Lata/लता, Madhuri/माधुरी, Meena/मीना, Neha/नेहा, Pooja/पूजा,
    Priya/प्रिया, Rekha/रेखा, Ritu/ऋतु, Seema/सीमा, Shalini/शालिनी, Sneha/स्नेहा, Sunita/सुनीता, Swati/स्वाति, Usha/उषा, Vandana/वंदना`),
  family: parts(`
    Agarwal/अग्रवाल, Ahuja/आहूजा, Arora/अरोड़ा, Bansal/बंसल, Bhatia/भाटिया, Chadha/चड्ढा, Chauhan/चौहान, Chopra/चोपड़ा, Dixit/दीक्षित, Dubey/दुबे,
    Garg/गर्ग, Goel/गोयल, Grover/ग्रोवर, Gupta/गुप्ता, Jain/जैन, Joshi/जोशी, Kapoor/कपूर, Khanna/खन्ना, Khurana/खुराना, Kohli/कोहली,
    Kumar/कुमार, Madan/मदान, Malhotra/मल्होत्रा, Mehra/मेहरा, Mehta/मेहता, Mishra/मिश्रा, Mittal/मित्तल, Nagpal/नागपाल, Narang/नारंग, Oberoi/ओबेरॉय,
    Pandey/पांडेय, Puri/पुरी, Rastogi/रस्तोगी, Rawat/रावत, Sachdeva/सचदेवा, Saxena/सक्सेना, Sehgal/सहगल, Sethi/सेठी, Sharma/शर्मा, Shukla/शुक्ला,
    Singh/सिंह, Singhal/सिंघल, Sood/सूद, Srivastava/श्रीवास्तव, Suri/सूरी, Tandon/टंडन, Thakur/ठाकुर, Tiwari/तिवारी, Tyagi/त्यागी, Verma/वर्मा`),
};

export const BRITAIN = {
  given: parts(`
    Alice, Amelia, Andrew, Anna, Ben, Callum, Charlotte, Chloe, Claire, Daniel, David, Eleanor, Emma, Ewan, Freya, George, Grace, Hannah, Harry, Helen,
    Isla, Jack, James, Joanna, Karen, Laura, Liam, Lucy, Marcin, Martin, Megan, Michael, Natasha, Oliver, Paul, Rachel, Rhys, Robert, Sarah, Simon, Sophie,
    Thomas, Victoria, William, Agnieszka, Anwar, Farida, Harpreet, Kofi, Leila, Nisha, Olumide, Priyanka, Samir, Shazia, Tunde`),
  family: parts(`
    Adebayo, Allen, Bailey, Barker, Bennett, Brooks, Campbell, Carter, Clarke, Cooper, Davies, Dixon, Ellis, Evans, Fletcher, Foster, Graham, Gray, Harris,
    Hughes, Hussain, Jenkins, Kaur, Kelly, Kowalski, Lewis, Marsh, Mason, Mensah, Mills, Moore, Morgan, Murray, Okafor, Palmer, Parker, Patel, Pearce, Price,
    Reed, Roberts, Rossi, Shah, Simpson, Stewart, Thompson, Turner, Walker, Webb, Wood, Wright, Young`),
};
